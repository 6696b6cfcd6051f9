// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.ValueType;
import dev.slipway.inspect.OnnxModel.ValueType.OptionalType;
import dev.slipway.inspect.OnnxModel.ValueType.SequenceType;
import dev.slipway.inspect.OnnxModel.ValueType.TensorType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the values of a conformance case; what a file holds depends on the type that the model
/// declares.
final class CaseReader {

  private CaseReader() {}

  static CaseValue read(Path file, ValueType type) throws IOException, MalformedException {
    return value(new ProtoCursor(MemorySegment.ofArray(Files.readAllBytes(file))), type);
  }

  private static CaseValue value(ProtoCursor cursor, ValueType type) throws MalformedException {
    return switch (type) {
      case TensorType tensor -> tensor(cursor).as(tensor.element());
      case SequenceType sequence -> sequence(cursor, sequence.of());
      case OptionalType optional -> optional(cursor, optional.of());
      default -> throw new MalformedException("no values of " + type.text(), false);
    };
  }

  private static CaseValue sequence(ProtoCursor cursor, ValueType of) throws MalformedException {
    List<CaseValue> items = new ArrayList<>();
    while (cursor.next()) {
      if (cursor.field() == 3 || cursor.field() == 5) {
        items.add(value(cursor.message(), of));
      }
    }
    return new CaseValue.Sequence(items);
  }

  private static CaseValue optional(ProtoCursor cursor, ValueType of) throws MalformedException {
    CaseValue value = new CaseValue.Absent();
    while (cursor.next()) {
      if (cursor.field() == 3 || cursor.field() == 5) {
        value = value(cursor.message(), of);
      }
    }
    return value;
  }

  private static CaseValue.Numbers tensor(ProtoCursor cursor) throws MalformedException {
    List<Long> dimensions = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    ElementType element = ElementType.UNDEFINED;
    MemorySegment raw = MemorySegment.NULL;
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> cursor.numbers(dimensions::add);
        case 2 -> element = ElementType.numbered(cursor.number());
        case 4, 10 -> {
          if (cursor.isBytes()) {
            raw = cursor.bytes();
          } else {
            numbers.add(cursor.number());
          }
        }
        case 5, 7, 11 -> cursor.numbers(numbers::add);
        case 6 -> texts.add(cursor.text());
        case 9 -> raw = cursor.bytes();
        default -> {}
      }
    }
    long[] shape = dimensions.stream().mapToLong(Long::longValue).toArray();
    int count = 1;
    for (long size : shape) {
      count = Math.toIntExact(count * size);
    }
    return new CaseValue.Numbers(element, shape, slots(element, count, raw, numbers), texts);
  }

  private static ByteBuffer slots(
      ElementType element, int count, MemorySegment raw, List<Long> numbers) {
    int width = CaseValue.Numbers.width(element);
    ByteBuffer slots = ByteBuffer.allocate(width * count).order(ByteOrder.LITTLE_ENDIAN);
    if (element == ElementType.STRING) {
      return ByteBuffer.allocate(0);
    }
    boolean small = element.bytes(2) == 1;
    byte[] packed = raw.toArray(ValueLayout.JAVA_BYTE);
    if (packed.length == 0 && small) {
      packed = new byte[numbers.size()];
      for (int i = 0; i < packed.length; i++) {
        packed[i] = numbers.get(i).byteValue();
      }
    }
    for (int i = 0; i < count; i++) {
      if (small) {
        slots.put(i, nibble(packed[i / 2], i % 2 * 4, element == ElementType.INT4));
      } else if (packed.length == 0) {
        put(slots, i, width, numbers.get(i));
      } else {
        slots.put(i * width, packed, i * width, width);
      }
    }
    return slots;
  }

  private static byte nibble(byte pair, int shift, boolean signed) {
    int bits = (pair >> shift) & 0xf;
    return (byte) (signed && bits > 7 ? bits - 16 : bits);
  }

  private static void put(ByteBuffer slots, int i, int width, long number) {
    switch (width) {
      case 1 -> slots.put(i, (byte) number);
      case 2 -> slots.putShort(2 * i, (short) number);
      case 4 -> slots.putInt(4 * i, (int) number);
      default -> slots.putLong(8 * i, number);
    }
  }
}
