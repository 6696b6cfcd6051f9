// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One prediction as the caller asked for it.
///
/// @param outputs the outputs to give back, in this order; empty means all
/// @param binaryByDefault whether outputs that say nothing are sent as raw bytes
public record InferRequest(
    Optional<String> id,
    Map<String, Tensor> inputs,
    List<RequestedOutput> outputs,
    boolean binaryByDefault) {

  /// Whether a real number is missing: NaN, which JSON writes as `null`.
  boolean hasMissing() {
    return inputs.values().stream().anyMatch(InferRequest::hasMissing);
  }

  private static boolean hasMissing(Tensor tensor) {
    if (!tensor.datatype().isFloatingPoint()) {
      return false;
    }
    for (int i = 0; i < tensor.size(); i++) {
      if (Double.isNaN(tensor.doubleAt(i))) {
        return true;
      }
    }
    return false;
  }

  /// An output to give back, as JSON or as raw bytes.
  public record RequestedOutput(String name, boolean binary) {}
}
