// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Inputs that fit a signature and mean nothing: for models that come without data. Every free
/// dimension is 1; real numbers lie in [0, 1), whole ones are 0 or 1, so that they are safe as
/// masks, flags and positions in any vocabulary.
public final class MadeUpInputs {

  /// The most values in all inputs together, so that an image model gets a few and a table many.
  private static final long MOST_VALUES = 200_000;

  private static final int MOST_INPUTS = 64;

  private MadeUpInputs() {}

  /// @param seed the same seed makes the same inputs
  /// @return between one and 64 complete requests
  public static List<Map<String, Tensor>> of(Signature signature, long seed) {
    var random = new SplittableRandom(seed);
    long values = signature.inputs().stream().mapToLong(MadeUpInputs::elements).sum();
    long count = Math.clamp(MOST_VALUES / Math.max(1, values), 1, MOST_INPUTS);
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      Map<String, Tensor> request = new LinkedHashMap<>();
      signature.inputs().forEach(input -> request.put(input.name(), tensor(input, random)));
      requests.add(request);
    }
    return requests;
  }

  private static Tensor tensor(TensorSpec input, SplittableRandom random) {
    long[] shape = shape(input);
    int n = Math.toIntExact(elements(input));
    return switch (input.datatype()) {
      case FP32 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          values[i] = (float) random.nextInt(1 << 24) / (1 << 24);
        }
        yield Tensor.floats(shape, values);
      }
      case FP64 -> Tensor.doubles(shape, random.doubles(n).toArray());
      case INT64 -> Tensor.longs(shape, random.longs(n, 0, 2).toArray());
      case INT32 -> Tensor.ints(shape, random.ints(n, 0, 2).toArray());
      case BYTES -> {
        String[] texts = new String[n];
        java.util.Arrays.setAll(texts, i -> random.nextBoolean() ? "a" : "b");
        yield Tensor.strings(shape, texts);
      }
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, FP16, BF16 ->
          Tensor.zeros(input.datatype(), shape);
    };
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
