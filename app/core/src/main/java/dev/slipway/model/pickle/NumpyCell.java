// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Binary;
import dev.slipway.model.pickle.Value.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads one element of an array's bytes.
final class NumpyCell {

  private final NumpyType type;
  private final byte[] bytes;
  private final ByteBuffer buffer;

  NumpyCell(NumpyType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
    this.buffer =
        ByteBuffer.wrap(bytes)
            .order(type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  boolean isNumber() {
    return "biufMm".indexOf(type.kind()) >= 0;
  }

  double number(int at) {
    return switch (type.kind()) {
      case 'b' -> bytes[at] == 0 ? 0 : 1;
      case 'f' ->
          switch (type.size()) {
            case 2 -> Float.float16ToFloat(buffer.getShort(at));
            case 4 -> buffer.getFloat(at);
            default -> buffer.getDouble(at);
          };
      case 'u' ->
          switch (type.size()) {
            case 1 -> bytes[at] & 0xff;
            case 2 -> buffer.getShort(at) & 0xffff;
            case 4 -> buffer.getInt(at) & 0xffff_ffffL;
            default -> unsigned(buffer.getLong(at));
          };
      case 'i' ->
          switch (type.size()) {
            case 1 -> bytes[at];
            case 2 -> buffer.getShort(at);
            case 4 -> buffer.getInt(at);
            default -> buffer.getLong(at);
          };
      default -> time(buffer.getLong(at));
    };
  }

  /// A text without the zeros that fill it up, or bytes.
  Value value(int at) throws MalformedException {
    int size = type.size();
    if (type.kind() == 'U') {
      return new Text(text(at, size / 4));
    }
    int end = at + size;
    while (type.kind() == 'S' && end > at && bytes[end - 1] == 0) {
      end--;
    }
    return new Binary(Arrays.copyOfRange(bytes, at, end));
  }

  private String text(int at, int most) throws MalformedException {
    int length = most;
    while (length > 0 && buffer.getInt(at + 4 * length - 4) == 0) {
      length--;
    }
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int point = buffer.getInt(at + 4 * i);
      if (!Character.isValidCodePoint(point)) {
        throw new MalformedException("a text in an array names no character", false);
      }
      text.appendCodePoint(point);
    }
    return text.toString();
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
  }

  /// NumPy's "not a time" is the least number.
  private static double time(long value) {
    return value == Long.MIN_VALUE ? Double.NaN : value;
  }
}
