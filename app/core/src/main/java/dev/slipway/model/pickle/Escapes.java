// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import java.io.ByteArrayOutputStream;

/// Texts of protocol 0, which are lines with escapes.
final class Escapes {

  private Escapes() {}

  /// A Python literal in single or double quotes.
  static byte[] quoted(byte[] line) throws MalformedException {
    String text = Literals.latin(line).strip();
    int end = text.length() - 1;
    if (end < 1 || text.charAt(0) != text.charAt(end) || "'\"".indexOf(text.charAt(0)) < 0) {
      throw new MalformedException("a text in it has no quotes around it", false);
    }
    var bytes = new ByteArrayOutputStream();
    for (int i = 1; i < end; i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.write(c);
      } else if (i + 1 >= end) {
        throw new MalformedException("a text in it ends within an escape", false);
      } else {
        i = escape(text, i + 1, end, bytes);
      }
    }
    return bytes.toByteArray();
  }

  /// @param at what follows the backslash
  /// @return the last character that belongs to the escape
  private static int escape(String text, int at, int end, ByteArrayOutputStream bytes)
      throws MalformedException {
    char c = text.charAt(at);
    int known = "abfnrtv\\'\"".indexOf(c);
    if (known >= 0) {
      bytes.write("\u0007\b\f\n\r\t\u000b\\'\"".charAt(known));
      return at;
    }
    if (c == 'x' && at + 2 < end) {
      bytes.write(hex(text, at + 1, at + 3));
      return at + 2;
    }
    int last = at;
    int value = 0;
    while (last < end && last < at + 3 && Character.digit(text.charAt(last), 8) >= 0) {
      value = value * 8 + Character.digit(text.charAt(last++), 8);
    }
    if (last == at) {
      bytes.write('\\');
      bytes.write(c);
      return at;
    }
    bytes.write(value);
    return last - 1;
  }

  /// Latin-1 with `\\uXXXX` and `\\UXXXXXXXX`.
  static String rawUnicode(byte[] line) throws MalformedException {
    String text = Literals.latin(line);
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digits = c != '\\' || i + 1 == text.length() ? 0 : digits(text.charAt(i + 1));
      if (digits == 0) {
        out.append(c);
      } else {
        int point = hex(text, i + 2, i + 2 + digits);
        if (!Character.isValidCodePoint(point)) {
          throw new MalformedException("a text in it names no character", false);
        }
        out.appendCodePoint(point);
        i += 1 + digits;
      }
    }
    return out.toString();
  }

  private static int digits(char kind) {
    return switch (kind) {
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  private static int hex(String text, int from, int to) throws MalformedException {
    if (to > text.length() || !text.substring(from, to).matches("[0-9a-fA-F]+")) {
      throw new MalformedException("a text in it has a broken escape", false);
    }
    return Integer.parseUnsignedInt(text.substring(from, to), 16);
  }
}
