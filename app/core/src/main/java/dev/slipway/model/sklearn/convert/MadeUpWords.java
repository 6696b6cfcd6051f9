// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Words for a model that takes texts and does not say of which words.
final class MadeUpWords {

  private static final List<String> SYLLABLES =
      List.of("ka", "lor", "mi", "ten", "u", "sche", "vi", "no", "\u00f6r", "\u00e9t", "da", "42");

  /// Words whose letters come in several forms, or are several letters.
  static final List<String> HARD =
      List.of(
          "\u0130stanbul",
          "\u039f\u0394\u039f\u03a3",
          "\u03a3\u0391\u03a3'\u03a3",
          "cafe\u0301",
          "na\u00efve",
          "\ufb01n",
          "Stra\u00dfe",
          "\u4e2d\u6587",
          "e-mail",
          "x\u00a0\ty");

  /// Words of one to three syllables, and the hard ones.
  static final List<String> ALL = Stream.concat(made(3).stream(), HARD.stream()).toList();

  private MadeUpWords() {}

  private static List<String> made(int syllables) {
    List<String> words = new ArrayList<>(SYLLABLES);
    if (syllables > 1) {
      for (String rest : made(syllables - 1)) {
        // A third of them are enough
        for (int i = rest.length() % 3; i < SYLLABLES.size(); i += 3) {
          words.add(SYLLABLES.get(i) + rest);
        }
      }
    }
    return words;
  }
}
