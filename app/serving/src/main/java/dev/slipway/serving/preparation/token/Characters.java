// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

/// Kinds of characters, as tokenizers tell them apart.
final class Characters {

  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.COMBINING_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK;

  private static final int PUNCTUATION =
      1 << Character.CONNECTOR_PUNCTUATION
          | 1 << Character.DASH_PUNCTUATION
          | 1 << Character.START_PUNCTUATION
          | 1 << Character.END_PUNCTUATION
          | 1 << Character.INITIAL_QUOTE_PUNCTUATION
          | 1 << Character.FINAL_QUOTE_PUNCTUATION
          | 1 << Character.OTHER_PUNCTUATION;

  private static final int OTHER =
      1 << Character.CONTROL | 1 << Character.FORMAT | 1 << Character.PRIVATE_USE;

  private static final int NUMERIC =
      1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;

  private Characters() {}

  /// Unicode's White_Space: what Java calls so and three more.
  static boolean isSpace(int c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x85 || Character.isSpaceChar(c);
  }

  static boolean isMark(int c) {
    return in(c, MARKS);
  }

  static boolean isNumeric(int c) {
    return in(c, NUMERIC);
  }

  /// Unicode's punctuation, and all of ASCII that is neither letter, digit nor space.
  static boolean isPunctuation(int c) {
    boolean ascii =
        (c >= 33 && c <= 47)
            || (c >= 58 && c <= 64)
            || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
    return ascii || in(c, PUNCTUATION);
  }

  static boolean isControl(int c) {
    return c != '\t' && c != '\n' && c != '\r' && in(c, OTHER);
  }

  /// The blocks of characters that BERT takes one by one; not Hangul, nor kana.
  static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /// Each character by itself: a sigma at the end of a word stays as any other.
  static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == 0x130) {
            lower.append("i\u0307");
          } else {
            lower.appendCodePoint(Character.toLowerCase(c));
          }
        });
    return lower.toString();
  }

  private static boolean in(int c, int categories) {
    return (1 << Character.getType(c) & categories) != 0;
  }
}
