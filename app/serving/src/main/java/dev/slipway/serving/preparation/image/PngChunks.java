// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Goes from one chunk of a PNG to the next, and keeps nothing of those before: a file may have a
/// million.
final class PngChunks {

  static final int IHDR = name("IHDR");
  static final int PLTE = name("PLTE");
  static final int IDAT = name("IDAT");
  static final int IEND = name("IEND");

  /// Length, name and sum.
  private static final int AROUND = 12;

  private final ByteBuffer bytes;
  private final CRC32 sum = new CRC32();
  private int next;
  private int name;
  private int at;
  private int size;

  /// @param from where the first chunk begins
  PngChunks(byte[] bytes, int from) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.next = from;
  }

  private static int name(String letters) {
    return ByteBuffer.wrap(letters.getBytes(StandardCharsets.ISO_8859_1)).getInt();
  }

  /// Goes on to the next chunk; what it holds is not read.
  void next() throws PreparationException {
    if (next + AROUND > bytes.limit()) {
      throw Unreadable.cutOff();
    }
    size = bytes.getInt(next);
    if (size < 0) {
      throw Unreadable.damaged("a chunk says wrongly how long it is");
    }
    if (size > bytes.limit() - next - AROUND) {
      throw Unreadable.cutOff();
    }
    name = bytes.getInt(next + 4);
    at = next + 8;
    next = at + size + 4;
  }

  /// @throws PreparationException where a chunk without which no picture can be read has another
  ///   sum than its own
  void requireSum() throws PreparationException {
    if (isCritical()) {
      sum.reset();
      sum.update(bytes.array(), at - 4, 4 + size);
      if ((int) sum.getValue() != bytes.getInt(at + size)) {
        throw Unreadable.damaged("the sum of chunk " + printable() + " is another");
      }
    }
  }

  /// Whether a picture cannot be read without it.
  boolean isCritical() {
    return Character.isUpperCase((char) (name >>> 24));
  }

  boolean is(int other) {
    return name == other;
  }

  /// Where its content begins.
  int at() {
    return at;
  }

  /// Bytes of its content.
  int size() {
    return size;
  }

  String printable() {
    String letters = new String(bytes.array(), at - 4, 4, StandardCharsets.ISO_8859_1);
    return letters.matches("[A-Za-z]{4}") ? letters : "of no name";
  }
}
