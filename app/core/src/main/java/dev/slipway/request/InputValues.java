// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/// Values that mean nothing and do no harm: real numbers in [0, 1), whole ones of 0 and 1, so that
/// they are safe as positions in any vocabulary; and by its name, a mask that hides nothing, one
/// segment, a usual sampling rate.
final class InputValues {

  private static final long SAMPLES_A_SECOND = 16_000;

  private final SplittableRandom random;

  InputValues(long seed) {
    this.random = new SplittableRandom(seed);
  }

  Tensor of(TensorSpec input, long[] shape) {
    int n = Shapes.elements(shape);
    String given = input.name();
    String name = given.toLowerCase(Locale.ROOT);
    return switch (input.datatype()) {
      case FP32 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          values[i] = (float) random.nextInt(1 << 24) / (1 << 24);
        }
        yield Tensor.floats(shape, values);
      }
      case FP64 -> Tensor.doubles(shape, random.doubles(n).toArray());
      case INT64 -> Tensor.longs(shape, whole(name, n));
      case INT32 ->
          Tensor.ints(shape, Arrays.stream(whole(name, n)).mapToInt(i -> (int) i).toArray());
      case BYTES -> {
        String[] texts = new String[n];
        Arrays.setAll(texts, i -> random.nextBoolean() ? "a" : "b");
        yield Tensor.strings(shape, texts);
      }
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, FP16, BF16 ->
          Tensor.zeros(input.datatype(), shape);
    };
  }

  private long[] whole(String name, int n) {
    long[] values = random.longs(n, 0, 2).toArray();
    if (name.equals("sr") || name.contains("rate")) {
      Arrays.fill(values, SAMPLES_A_SECOND);
    } else if (name.contains("mask")) {
      Arrays.fill(values, 1);
    } else if (name.contains("type") || name.contains("segment")) {
      Arrays.fill(values, 0);
    }
    return values;
  }
}
