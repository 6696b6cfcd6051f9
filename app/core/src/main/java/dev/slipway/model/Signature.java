// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;

/// What goes into a model and what comes out.
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
