// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;

/// Writes single values of a tensor as JSON.
final class JsonElements {

  private JsonElements() {}

  /// Writes one value, or nothing where it is a number that JSON does not have.
  ///
  /// @param name of the output, for messages
  /// @param data of the tensor
  /// @return whether it is written
  static boolean write(JsonWriter json, String name, Tensor tensor, ByteBuffer data, int i)
      throws InferenceException {
    switch (tensor.datatype()) {
      case BOOL -> json.value(data.get(i) != 0);
      case INT8 -> json.value((long) data.get(i));
      case UINT8 -> json.value(data.get(i) & 0xFFL);
      case INT16 -> json.value((long) data.getShort(2 * i));
      case UINT16 -> json.value(data.getShort(2 * i) & 0xFFFFL);
      case INT32 -> json.value((long) data.getInt(4 * i));
      case UINT32 -> json.value(data.getInt(4 * i) & 0xFFFF_FFFFL);
      case INT64 -> json.value(data.getLong(8 * i));
      case UINT64 -> json.unsigned(data.getLong(8 * i));
      case FP16 -> {
        return real(json, Float.float16ToFloat(data.getShort(2 * i)));
      }
      case BF16 -> {
        return real(json, HalfFloats.fromBrain(data.getShort(2 * i)));
      }
      case FP32 -> {
        return real(json, data.getFloat(4 * i));
      }
      case FP64 -> {
        double value = data.getDouble(8 * i);
        if (!Double.isFinite(value)) {
          return false;
        }
        json.value(value);
      }
      case BYTES -> json.value(text(name, tensor.elements().get(i)));
    }
    return true;
  }

  private static boolean real(JsonWriter json, float value) {
    if (!Float.isFinite(value)) {
      return false;
    }
    json.value(value);
    return true;
  }

  private static String text(String name, byte[] element) throws InferenceException {
    return Utf8.text(element)
        .orElseThrow(() ->
            new InferenceException(
                InferenceException.Kind.INTERNAL,
                "output '%s' is not UTF-8, which JSON needs: ask for binary output"
                    .formatted(name)));
  }
}
