// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads and writes tensors sent as raw little-endian bytes, one behind the other.
///
/// Each element of BYTES is four bytes of length and that many bytes. BOOL is one byte, 0 or 1.
public final class RawTensors {

  private final byte[] in;
  private final int end;
  private int at;

  public RawTensors(byte[] in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  /// The shape of an input of which only the bytes are known.
  static long[] shapeOf(TensorSpec spec, int size) throws InferenceException {
    long[] shape = spec.protocolShape();
    long known = spec.datatype().byteSize();
    int unknown = -1;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] >= 0) {
        known *= shape[axis];
      } else if (unknown >= 0) {
        throw InferenceException.invalid("the shape of '" + spec.name() + "' must be given");
      } else {
        unknown = axis;
      }
    }
    if (unknown >= 0) {
      shape[unknown] = known == 0 ? 1 : size / known;
    }
    return shape;
  }

  /// The next tensor, of a known number of bytes.
  ///
  /// @throws InferenceException when the bytes do not fit type and shape
  public Tensor next(String name, DataType datatype, long[] shape, int size, TensorMemory memory)
      throws InferenceException {
    if (size > end - at) {
      throw InferenceException.invalid(
          "input '%s' announces %d raw bytes, but %d follow".formatted(name, size, end - at));
    }
    int from = at;
    at += size;
    if (datatype == DataType.BYTES) {
      return texts(name, shape, from, size);
    }
    int needed = Shapes.bytes(datatype, shape);
    if (needed != size) {
      throw InferenceException.invalid(
          "input '%s' of %s%s needs %d raw bytes, not %d"
              .formatted(name, datatype, Shapes.text(shape), needed, size));
    }
    if (datatype == DataType.BOOL) {
      checkBooleans(name, from, size);
    }
    ByteBuffer buffer = memory.allocate(size);
    buffer.duplicate().put(in, from, size);
    return Tensor.wrap(datatype, shape, buffer);
  }

  private void checkBooleans(String name, int from, int size) throws InferenceException {
    for (int i = from; i < from + size; i++) {
      if (in[i] != 0 && in[i] != 1) {
        throw InferenceException.invalid(
            "element %d of input '%s' is neither 0 nor 1".formatted(i - from, name));
      }
    }
  }

  private Tensor texts(String name, long[] shape, int from, int size) throws InferenceException {
    int expected = Shapes.elements(shape);
    if (expected > size / 4) {
      throw wrongTexts(name, expected);
    }
    ByteBuffer bytes = ByteBuffer.wrap(in, from, size).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> elements = new ArrayList<>(expected);
    while (elements.size() < expected) {
      int length = bytes.remaining() < 4 ? -1 : bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        throw wrongTexts(name, expected);
      }
      byte[] element = new byte[length];
      bytes.get(element);
      elements.add(element);
    }
    if (bytes.hasRemaining()) {
      throw wrongTexts(name, expected);
    }
    return Tensor.bytes(shape, elements);
  }

  private static InferenceException wrongTexts(String name, int expected) {
    return InferenceException.invalid(
        "the raw bytes of input '%s' are not %d lengths, each with its bytes"
            .formatted(name, expected));
  }

  void expectEnd() throws InferenceException {
    if (at < end) {
      throw InferenceException.invalid((end - at) + " raw bytes belong to no input");
    }
  }

  /// A tensor as raw bytes; a view of its data unless it is BYTES.
  public static ByteBuffer bytes(Tensor tensor) {
    if (tensor.datatype() != DataType.BYTES) {
      return tensor.data();
    }
    int size = tensor.elements().stream().mapToInt(element -> 4 + element.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    tensor.elements().forEach(element -> bytes.putInt(element.length).put(element));
    return bytes.flip();
  }
}
