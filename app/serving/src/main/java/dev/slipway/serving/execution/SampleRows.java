// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Different single rows, made of a sample: its own rows in turn, with floats moved a little so
/// that no two are alike. The same sample gives the same rows.
final class SampleRows {

  private final Map<String, Tensor> sample;

  SampleRows(Map<String, Tensor> sample) {
    this.sample = sample;
  }

  /// A request of one row for a model of which nothing is known but its signature: floats around
  /// zero, whole numbers 0 or 1, texts empty, dynamic axes of size 1.
  static Map<String, Tensor> without(List<TensorSpec> inputs) {
    Random random = new Random(1);
    Map<String, Tensor> request = new LinkedHashMap<>();
    for (TensorSpec input : inputs) {
      long[] shape =
          Arrays.stream(input.protocolShape()).map(size -> size < 0 ? 1 : size).toArray();
      Tensor tensor = Tensor.zeros(input.datatype(), shape);
      fill(tensor, random);
      request.put(input.name(), tensor);
    }
    return request;
  }

  private static void fill(Tensor tensor, Random random) {
    ByteBuffer data = tensor.data();
    for (int i = 0; tensor.datatype() != DataType.BYTES && i < tensor.size(); i++) {
      float value = (float) random.nextGaussian();
      long bit = random.nextInt(2);
      switch (tensor.datatype()) {
        case FP32 -> data.putFloat(4 * i, value);
        case FP64 -> data.putDouble(8 * i, value);
        case FP16 -> data.putShort(2 * i, Float.floatToFloat16(value));
        case BF16 -> data.putShort(2 * i, (short) (Float.floatToRawIntBits(value) >>> 16));
        case BOOL, UINT8, INT8 -> data.put(i, (byte) bit);
        case UINT16, INT16 -> data.putShort(2 * i, (short) bit);
        case UINT32, INT32 -> data.putInt(4 * i, (int) bit);
        case UINT64, INT64 -> data.putLong(8 * i, bit);
        case BYTES -> throw new IllegalStateException("texts are not filled");
      }
    }
  }

  /// The row of a number.
  Map<String, Tensor> row(int number) {
    Random random = new Random(number);
    Map<String, Tensor> row = new LinkedHashMap<>();
    sample.forEach((name, tensor) -> row.put(name, row(tensor, number, random)));
    return row;
  }

  private static Tensor row(Tensor sample, int number, Random random) {
    Tensor source = sample.rows(number % (int) sample.dimension(0), 1);
    Tensor copy = Tensor.zeros(source.datatype(), source.shape());
    copy.data().put(source.data());
    ByteBuffer data = copy.data();
    for (int i = 0; number > 0 && i < copy.size(); i++) {
      double factor = 1 + 0.25 * random.nextGaussian();
      switch (copy.datatype()) {
        case FP32 -> data.putFloat(4 * i, (float) (data.getFloat(4 * i) * factor));
        case FP64 -> data.putDouble(8 * i, data.getDouble(8 * i) * factor);
        default -> {
          // Whole numbers may be indices, halves are rare: they stay as they are.
        }
      }
    }
    return copy;
  }
}
