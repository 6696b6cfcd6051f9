// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;

/// What a plan needs to know of a model, as plain numbers from its inspection.
///
/// @param file size of the model file
/// @param rowBytes bytes of one row of all inputs in binary form
/// @param rowValues numbers or texts in one row of all inputs
/// @param rowsTogether whether rows of several requests may run together: a dynamic first axis
public record ModelFacts(Bytes file, long rowBytes, long rowValues, boolean rowsTogether) {}
