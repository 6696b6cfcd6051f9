// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Walks the fields of one protobuf message in place; nothing is copied but the texts asked for. It
/// trusts no length: whatever does not fit gives a [MalformedException].
///
/// ```java
/// while (cursor.next()) {
///   switch (cursor.field()) {
///     case 1 -> version = cursor.number();
///     default -> {}
///   }
/// }
/// ```
public final class ProtoCursor {

  /// The longest text that is read: names and notes are far below it, and what is longer would only
  /// fill the memory.
  public static final int LONGEST_TEXT = 16 << 20;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment message;
  private long position;
  private int field;
  private Wire wire = Wire.VARINT;
  private long number;
  private long start;
  private long length;

  private enum Wire {
    VARINT,
    FIXED64,
    BYTES,
    FIXED32
  }

  public ProtoCursor(MemorySegment message) {
    this.message = message;
  }

  /// Goes to the next field; false at the end of the message.
  public boolean next() throws MalformedException {
    if (position >= message.byteSize()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    if (tag >>> 3 == 0 || tag >>> 3 > 536_870_911L) {
      throw new MalformedException("field number " + (tag >>> 3) + " does not exist", false);
    }
    switch ((int) (tag & 7)) {
      case 0 -> {
        wire = Wire.VARINT;
        number = varint();
      }
      case 1 -> {
        take(8, Wire.FIXED64);
        number = message.get(LONG, start);
      }
      case 2 -> take(varint(), Wire.BYTES);
      case 5 -> {
        take(4, Wire.FIXED32);
        number = message.get(INT, start);
      }
      default -> throw new MalformedException("field " + field + " has no known encoding", false);
    }
    return true;
  }

  public int field() {
    return field;
  }

  public boolean isBytes() {
    return wire == Wire.BYTES;
  }

  public boolean isNumber() {
    return wire == Wire.VARINT;
  }

  /// The integer in this field.
  public long number() throws MalformedException {
    if (wire == Wire.BYTES) {
      throw new MalformedException("field " + field + " should be a number", false);
    }
    return number;
  }

  /// The bytes in this field, in place.
  public MemorySegment bytes() throws MalformedException {
    if (wire != Wire.BYTES) {
      throw new MalformedException("field " + field + " should be a block of bytes", false);
    }
    return message.asSlice(start, length);
  }

  /// A cursor over the message in this field.
  public ProtoCursor message() throws MalformedException {
    return new ProtoCursor(bytes());
  }

  /// The text in this field; bytes that are not UTF-8 become replacement characters.
  public String text() throws MalformedException {
    MemorySegment text = bytes();
    if (text.byteSize() > LONGEST_TEXT) {
      throw new MalformedException(
          "a text of " + text.byteSize() + " bytes is longer than any name or note", false);
    }
    return new String(text.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// How many numbers this field holds: one, or as many as are packed into its bytes.
  ///
  /// @param width bytes of each packed number; 0 for those of variable length
  public long count(int width) throws MalformedException {
    if (wire != Wire.BYTES) {
      return 1;
    }
    if (width > 0) {
      return length / width;
    }
    long count = 0;
    for (long i = start; i < start + length; i++) {
      if (message.get(ValueLayout.JAVA_BYTE, i) >= 0) {
        count++;
      }
    }
    return count;
  }

  /// Hands over each integer of this field, packed or not.
  public void numbers(NumberSink sink) throws MalformedException {
    if (wire != Wire.BYTES) {
      sink.accept(number());
      return;
    }
    var packed = new ProtoCursor(bytes());
    while (packed.position < packed.message.byteSize()) {
      sink.accept(packed.varint());
    }
  }

  /// Takes integers one by one.
  @FunctionalInterface
  public interface NumberSink {
    void accept(long number) throws MalformedException;
  }

  private void take(long bytes, Wire kind) throws MalformedException {
    if (bytes < 0 || bytes > message.byteSize() - position) {
      throw new MalformedException(
          "field %d claims %s bytes where %d are left"
              .formatted(field, Long.toUnsignedString(bytes), message.byteSize() - position),
          true);
    }
    wire = kind;
    start = position;
    length = bytes;
    position += bytes;
  }

  private long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position >= message.byteSize()) {
        throw new MalformedException("the bytes end inside a number", true);
      }
      byte next = message.get(ValueLayout.JAVA_BYTE, position++);
      if (shift < 64) {
        value |= (long) (next & 0x7f) << shift;
      }
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number is longer than ten bytes", false);
  }
}
