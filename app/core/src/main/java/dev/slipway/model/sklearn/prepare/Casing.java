// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import java.util.Locale;

/// Small letters, as Python's `str.lower` gives them.
///
/// A capital sigma alone becomes one or another letter by what stands around it: the one at the end
/// of a word where a letter with two cases comes before it and none behind it. Signs such as an
/// apostrophe are passed over on both sides.
final class Casing {

  static final int CAPITAL_SIGMA = 0x3a3;
  static final String SIGMA = "\u03c3";
  static final String LAST_SIGMA = "\u03c2";

  /// Signs that are passed over, besides what their categories tell.
  private static final String WITHIN_WORDS =
      "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private Casing() {}

  static String lower(String text) {
    int[] letters = text.codePoints().toArray();
    StringBuilder lowered = new StringBuilder(text.length());
    for (int i = 0; i < letters.length; i++) {
      lowered.append(
          letters[i] == CAPITAL_SIGMA && isLast(letters, i) ? LAST_SIGMA : lower(letters[i]));
    }
    return lowered.toString();
  }

  /// A letter by itself: a few become two.
  static String lower(int letter) {
    return Character.toString(letter).toLowerCase(Locale.ROOT);
  }

  private static boolean isLast(int[] letters, int place) {
    int before = place - 1;
    while (before >= 0 && isPassedOver(letters[before])) {
      before--;
    }
    int behind = place + 1;
    while (behind < letters.length && isPassedOver(letters[behind])) {
      behind++;
    }
    return before >= 0
        && isCased(letters[before])
        && (behind == letters.length || !isCased(letters[behind]));
  }

  static boolean isCased(int letter) {
    return Character.isLowerCase(letter)
        || Character.isUpperCase(letter)
        || Character.isTitleCase(letter);
  }

  static boolean isPassedOver(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> WITHIN_WORDS.indexOf(letter) >= 0;
    };
  }
}
