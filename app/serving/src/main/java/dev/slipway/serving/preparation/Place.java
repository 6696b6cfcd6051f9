// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.tensor.TensorSpec;

/// Which value of which input a column fills.
///
/// @param index its place within a row of the tensor
public record Place(String column, TensorSpec input, int index) {}
