// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Inputs that fit a signature and mean nothing: for models that come without data. Every free
/// dimension is 1.
public final class MadeUpInputs {

  /// The most values in all inputs together, so that an image model gets a few and a table many.
  private static final long MOST_VALUES = 200_000;

  private static final int MOST_INPUTS = 64;

  private MadeUpInputs() {}

  /// @param seed the same seed makes the same inputs
  /// @return between one and 64 complete requests
  public static List<Map<String, Tensor>> of(Signature signature, long seed) {
    var made = new InputValues(seed);
    long values = signature.inputs().stream().mapToLong(MadeUpInputs::elements).sum();
    long count = Math.clamp(MOST_VALUES / Math.max(1, values), 1, MOST_INPUTS);
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      Map<String, Tensor> request = new LinkedHashMap<>();
      signature.inputs().forEach(input -> request.put(input.name(), made.of(input, shape(input))));
      requests.add(request);
    }
    return requests;
  }

  private static long[] shape(TensorSpec input) {
    return input.shape().stream()
        .mapToLong(dimension -> dimension instanceof Dimension.Fixed(long size) ? size : 1)
        .toArray();
  }

  private static long elements(TensorSpec input) {
    return LongStream.of(shape(input)).reduce(1, Math::multiplyExact);
  }
}
