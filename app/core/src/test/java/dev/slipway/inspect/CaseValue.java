// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// A value of a conformance case, as its file has it.
sealed interface CaseValue {

  /// An optional that holds nothing.
  record Absent() implements CaseValue {}

  record Sequence(List<CaseValue> items) implements CaseValue {}

  /// A tensor with one slot an element; texts have none.
  final class Numbers implements CaseValue {

    private final ElementType element;
    private final long[] shape;
    private final ByteBuffer slots;
    private final List<String> texts;

    /// @param slots as wide as [#width] says, little-endian
    Numbers(ElementType element, long[] shape, ByteBuffer slots, List<String> texts) {
      this.element = element;
      this.shape = shape.clone();
      this.slots = slots.order(ByteOrder.LITTLE_ENDIAN);
      this.texts = List.copyOf(texts);
    }

    /// Bytes a slot: elements smaller than a byte get one.
    static int width(ElementType element) {
      return Math.toIntExact(Math.max(1, element.bytes(1)));
    }

    ElementType element() {
      return element;
    }

    long[] shape() {
      return shape.clone();
    }

    List<String> texts() {
      return texts;
    }

    int size() {
      return element == ElementType.STRING ? texts.size() : slots.capacity() / width(element);
    }

    /// The same slots under the type that the model declares: some files keep bfloat16 as uint16.
    Numbers as(ElementType declared) {
      boolean same = width(declared) == width(element) && declared != ElementType.STRING;
      return same ? new Numbers(declared, shape, slots, texts) : this;
    }

    double number(int i) {
      return switch (element) {
        case BOOL, INT8, INT4 -> slots.get(i);
        case UINT8, UINT4 -> Byte.toUnsignedInt(slots.get(i));
        case INT16 -> slots.getShort(2 * i);
        case UINT16 -> Short.toUnsignedInt(slots.getShort(2 * i));
        case INT32 -> slots.getInt(4 * i);
        case UINT32 -> Integer.toUnsignedLong(slots.getInt(4 * i));
        case INT64 -> slots.getLong(8 * i);
        case UINT64 -> Double.parseDouble(Long.toUnsignedString(slots.getLong(8 * i)));
        case FLOAT16 -> Float.float16ToFloat(slots.getShort(2 * i));
        case BFLOAT16 -> Float.intBitsToFloat(slots.getShort(2 * i) << 16);
        case FLOAT -> slots.getFloat(4 * i);
        case DOUBLE -> slots.getDouble(8 * i);
        case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT4E2M1 ->
            SmallFloats.value(element, slots.get(i));
        default -> throw new IllegalStateException(element + " is not a number");
      };
    }

    private long integer(int i) {
      return element == ElementType.UINT64 ? slots.getLong(8 * i) : (long) number(i);
    }

    /// The same values as the protocol carries them: in their own type, or in a wider one.
    Tensor tensor(DataType carrier) {
      if (element == ElementType.STRING) {
        return Tensor.strings(shape, texts.toArray(String[]::new));
      }
      if (element.served().filter(carrier::equals).isPresent()) {
        ByteBuffer direct = ByteBuffer.allocateDirect(slots.capacity());
        direct.put(slots.duplicate().clear()).flip();
        return Tensor.wrap(carrier, shape, direct);
      }
      Tensor wide = Tensor.zeros(carrier, shape);
      ByteBuffer to = wide.data();
      for (int i = 0; i < size(); i++) {
        switch (carrier) {
          case INT8, UINT8 -> to.put(i, (byte) integer(i));
          case INT32 -> to.putInt(4 * i, (int) integer(i));
          case INT64 -> to.putLong(8 * i, integer(i));
          case FP32 -> to.putFloat(4 * i, (float) number(i));
          default -> throw new IllegalStateException(carrier + " carries no " + element);
        }
      }
      return wide;
    }

    @Override
    public String toString() {
      return element + Arrays.toString(shape);
    }
  }
}
