// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;

/// An output of the session and the tensors that it is served as: itself, or two for maps.
record OrtOutput(String name, List<TensorSpec> specs) {

  OrtOutput {
    specs = List.copyOf(specs);
  }

  boolean isTensor() {
    return specs.size() == 1;
  }
}
