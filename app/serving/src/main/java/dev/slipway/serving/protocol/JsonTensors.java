// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads the `data` of a tensor, flat or nested, straight into the tensor's buffer. Where a real
/// number is missing stands `null`, which is NaN to the model.
final class JsonTensors {

  private final JsonScanner json;
  private final String name;
  private final DataType datatype;
  private final long[] shape;
  private final ByteBuffer buffer;
  private final List<byte[]> elements = new ArrayList<>();
  private final int expected;
  private int count;

  private JsonTensors(
      JsonScanner json, String name, DataType datatype, long[] shape, TensorMemory memory)
      throws InferenceException {
    this.json = json;
    this.name = name;
    this.datatype = datatype;
    this.shape = shape;
    this.expected = Shapes.elements(shape);
    // An element takes at least a digit and a separator, so no small text claims much memory.
    if (expected > json.remaining()) {
      throw wrongCount("fewer");
    }
    this.buffer = memory.allocate(Shapes.bytes(datatype, shape)).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Tensor read(
      JsonScanner json, String name, DataType datatype, long[] shape, TensorMemory memory)
      throws InferenceException {
    JsonTensors reader = new JsonTensors(json, name, datatype, shape, memory);
    reader.readAll();
    if (datatype == DataType.BYTES) {
      return Tensor.bytes(shape, reader.elements);
    }
    return Tensor.wrap(datatype, shape, reader.buffer);
  }

  private void readAll() throws InferenceException {
    json.expect('[');
    if (json.peek() == '[') {
      readNested(0);
    } else {
      boolean more = !json.accept(']');
      while (more) {
        readElement();
        more = json.another(']');
      }
    }
    if (count != expected) {
      throw wrongCount(Integer.toString(count));
    }
  }

  /// Behind the opening bracket of an axis; each part must have exactly the shape's size.
  private void readNested(int axis) throws InferenceException {
    boolean innermost = axis == shape.length - 1;
    if (axis >= shape.length) {
      throw json.error("input '%s' is nested deeper than its shape".formatted(name));
    }
    long size = 0;
    boolean more = !json.accept(']');
    while (more) {
      if (size++ == shape[axis]) {
        throw ragged(axis);
      }
      if (innermost) {
        readElement();
      } else {
        json.expect('[');
        readNested(axis + 1);
      }
      more = json.another(']');
    }
    if (size != shape[axis]) {
      throw ragged(axis);
    }
  }

  private InferenceException ragged(int axis) {
    return json.error(
        "input '%s' is nested unlike its shape %s: axis %d must have %d parts"
            .formatted(name, Shapes.text(shape), axis, shape[axis]));
  }

  private InferenceException wrongCount(String found) {
    return InferenceException.invalid(
        "input '%s' of shape %s needs %d elements, but has %s"
            .formatted(name, Shapes.text(shape), expected, found));
  }

  private void readElement() throws InferenceException {
    if (count == expected) {
      throw wrongCount("more");
    }
    int i = count++;
    switch (datatype) {
      case FP32 -> {
        float value = real();
        if (Float.isInfinite(value)) {
          throw tooLarge(i);
        }
        buffer.putFloat(4 * i, value);
      }
      case FP64 -> {
        double value = json.nothing() ? Double.NaN : json.number();
        if (Double.isInfinite(value)) {
          throw tooLarge(i);
        }
        buffer.putDouble(8 * i, value);
      }
      case FP16 -> buffer.putShort(2 * i, half(i));
      case BF16 -> buffer.putShort(2 * i, brain(i));
      case BOOL -> buffer.put(i, (byte) (json.bool() ? 1 : 0));
      case INT8 -> buffer.put(i, (byte) json.integer(Byte.MIN_VALUE, Byte.MAX_VALUE));
      case UINT8 -> buffer.put(i, (byte) json.integer(0, 0xFF));
      case INT16 -> buffer.putShort(2 * i, (short) json.integer(Short.MIN_VALUE, Short.MAX_VALUE));
      case UINT16 -> buffer.putShort(2 * i, (short) json.integer(0, 0xFFFF));
      case INT32 -> buffer.putInt(4 * i, (int) json.integer(Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UINT32 -> buffer.putInt(4 * i, (int) json.integer(0, 0xFFFF_FFFFL));
      case INT64 -> buffer.putLong(8 * i, json.integer(Long.MIN_VALUE, Long.MAX_VALUE));
      case UINT64 -> buffer.putLong(8 * i, json.integer(0, -1));
      case BYTES -> elements.add(json.stringBytes());
    }
  }

  private float real() throws InferenceException {
    return json.nothing() ? Float.NaN : json.floatNumber();
  }

  private short half(int i) throws InferenceException {
    short value = Float.floatToFloat16(real());
    if (Float.isInfinite(Float.float16ToFloat(value))) {
      throw tooLarge(i);
    }
    return value;
  }

  private short brain(int i) throws InferenceException {
    short value = HalfFloats.toBrain(real());
    if (Float.isInfinite(HalfFloats.fromBrain(value))) {
      throw tooLarge(i);
    }
    return value;
  }

  private InferenceException tooLarge(int i) {
    return json.error("element %d of input '%s' is too large for %s".formatted(i, name, datatype));
  }
}
