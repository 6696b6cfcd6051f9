// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Reads a JSON string that holds escapes or more than ASCII, into UTF-8 bytes.
final class JsonText {

  private final byte[] in;
  private final int end;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at;

  JsonText(byte[] in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  /// After a value: behind the closing quote. After a refusal: where it happened.
  int position() {
    return at;
  }

  /// The bytes up to the closing quote; they are not checked to be UTF-8.
  byte[] read() {
    while (at < end) {
      byte c = in[at];
      if (c == '"') {
        at++;
        return out.toByteArray();
      }
      if (c == '\\') {
        escape();
      } else if (c >= 0 && c < ' ') {
        throw new IllegalArgumentException("a control character in a string must be escaped");
      } else {
        out.write(c);
        at++;
      }
    }
    throw new IllegalArgumentException("a string has no end");
  }

  private void escape() {
    int kind = at + 1 < end ? in[at + 1] : 0;
    int plain =
        switch (kind) {
          case '"', '\\', '/' -> kind;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> -1;
          default -> throw new IllegalArgumentException("an escape that JSON does not know");
        };
    if (plain >= 0) {
      out.write(plain);
      at += 2;
      return;
    }
    char first = unit(at + 2);
    int length = 6;
    int codePoint = first;
    if (Character.isHighSurrogate(first)
        && at + 7 < end
        && in[at + 6] == '\\'
        && in[at + 7] == 'u') {
      char second = unit(at + 8);
      if (Character.isLowSurrogate(second)) {
        codePoint = Character.toCodePoint(first, second);
        length = 12;
      }
    }
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      throw new IllegalArgumentException("half of a surrogate pair");
    }
    out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    at += length;
  }

  private char unit(int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < end ? Character.digit(in[i], 16) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException("an escape \\u needs four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }
}
