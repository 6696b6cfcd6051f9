// SPDX-License-Identifier: Apache-2.0

/// Writes ONNX graphs, whatever they are made from.
@NullMarked
package dev.slipway.model.graph;

import org.jspecify.annotations.NullMarked;
