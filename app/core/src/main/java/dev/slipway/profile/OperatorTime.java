// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.time.Duration;

/// What one kind of operator takes of an inference, by ONNX Runtime's own account.
///
/// @param nodes of the graph that run it, after optimisation
/// @param each mean time an inference, all its nodes together
public record OperatorTime(String operator, int nodes, Duration each) {}
