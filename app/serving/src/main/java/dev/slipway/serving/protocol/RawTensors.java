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

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ByteBuffer in;
  private int at;

  /// @param in the remaining bytes of all tensors; tensors in a direct one are views of it
  public RawTensors(ByteBuffer in) {
    this.in = in.slice();
  }

  static RawTensors none() {
    return new RawTensors(NOTHING);
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
    if (size > left()) {
      throw InferenceException.invalid(
          "input '%s' announces %d raw bytes, but %d follow".formatted(name, size, left()));
    }
    ByteBuffer bytes = in.slice(at, size);
    at += size;
    if (datatype == DataType.BYTES) {
      return texts(name, shape, bytes.order(ByteOrder.LITTLE_ENDIAN));
    }
    int needed = Shapes.bytes(datatype, shape);
    if (needed != size) {
      throw InferenceException.invalid(
          "input '%s' of %s%s needs %d raw bytes, not %d"
              .formatted(name, datatype, Shapes.text(shape), needed, size));
    }
    if (datatype == DataType.BOOL) {
      checkBooleans(name, bytes);
    }
    if (bytes.isDirect() && bytes.alignmentOffset(0, datatype.byteSize()) == 0) {
      return Tensor.wrap(datatype, shape, bytes);
    }
    ByteBuffer buffer = memory.allocate(size);
    buffer.duplicate().put(bytes);
    return Tensor.wrap(datatype, shape, buffer);
  }

  private int left() {
    return in.capacity() - at;
  }

  private static void checkBooleans(String name, ByteBuffer bytes) throws InferenceException {
    for (int i = 0; i < bytes.capacity(); i++) {
      if (bytes.get(i) != 0 && bytes.get(i) != 1) {
        throw InferenceException.invalid(
            "element %d of input '%s' is neither 0 nor 1".formatted(i, name));
      }
    }
  }

  private static Tensor texts(String name, long[] shape, ByteBuffer bytes)
      throws InferenceException {
    int expected = Shapes.elements(shape);
    if (expected > bytes.remaining() / 4) {
      throw wrongTexts(name, expected);
    }
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
    if (left() > 0) {
      throw InferenceException.invalid(left() + " raw bytes belong to no input");
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
