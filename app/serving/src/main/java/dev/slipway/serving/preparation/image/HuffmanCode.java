// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;

/// A canonical Huffman code of up to 16 bits (ITU T.81, annex C and F.2.2.3).
final class HuffmanCode {

  private static final int LONGEST = 16;

  /// Codes up to this length are looked up at once.
  private static final int SHORT = 9;

  private final byte[] values;

  /// For each beginning of [#SHORT] bits its code's length times 256 and its value, or 0.
  private final short[] quick = new short[1 << SHORT];

  /// By length: the first code that is too large for it, filled up to 16 bits.
  private final int[] beyond = new int[LONGEST + 1];

  /// By length: what leads from a code to the place of its value.
  private final int[] offset = new int[LONGEST + 1];

  /// @param counts how many codes there are of each length from 1 to 16
  /// @param values of the codes, in their order
  HuffmanCode(int[] counts, byte[] values) throws PreparationException {
    this.values = values;
    int code = 0;
    int at = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offset[length] = at - code;
      for (int i = 0; i < counts[length - 1]; i++) {
        if (code >= 1 << length) {
          throw Unreadable.damaged("a Huffman table has too many codes");
        }
        if (length <= SHORT) {
          note(code, length, values[at] & 0xff);
        }
        code++;
        at++;
      }
      beyond[length] = code << (LONGEST - length);
      code <<= 1;
    }
  }

  /// For what no scan reads.
  static HuffmanCode none() throws PreparationException {
    return new HuffmanCode(new int[LONGEST], new byte[0]);
  }

  private void note(int code, int length, int value) {
    int first = code << (SHORT - length);
    for (int i = 0; i < 1 << (SHORT - length); i++) {
      quick[first + i] = (short) (length << 8 | value);
    }
  }

  /// Whether its values are lengths of differences.
  boolean isOfLengths() {
    for (byte value : values) {
      if ((value & 0xff) >= LONGEST) {
        return false;
      }
    }
    return true;
  }

  /// @throws PreparationException when the bits begin no code
  int next(JpegBits bits) throws PreparationException {
    int ahead = bits.peek();
    int known = quick[ahead >>> (LONGEST - SHORT)];
    if (known != 0) {
      bits.skip(known >> 8);
      return known & 0xff;
    }
    for (int length = SHORT + 1; length <= LONGEST; length++) {
      if (ahead < beyond[length]) {
        bits.skip(length);
        return values[offset[length] + (ahead >>> (LONGEST - length))] & 0xff;
      }
    }
    bits.requireReal();
    throw Unreadable.damaged("its pixels hold a code that stands for nothing");
  }
}
