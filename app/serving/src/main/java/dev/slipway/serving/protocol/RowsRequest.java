// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// Rows by name as the model's inputs.
///
/// @param rows how many
public record RowsRequest(Optional<String> id, Map<String, Tensor> inputs, int rows) {}
