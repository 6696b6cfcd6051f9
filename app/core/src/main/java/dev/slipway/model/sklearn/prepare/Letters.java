// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Numbers of letters: of each in a vocabulary its own, and one for all others.
///
/// @param numbers by letter, as far as it is not the one for all others
/// @param otherwise the number of letters that are not among them
/// @param spaces whatever counts as a space, with the number 1
record Letters(Map<String, Long> numbers, long otherwise, Map<String, Long> spaces) {

  /// What stands between words: spaces, signs, and the ends of a text.
  static final long BETWEEN = 0;

  /// A letter that no term has.
  static final long OTHER = 1;

  /// What fills up short texts, and marks their ends.
  static final String PADDING = "\u0003";

  /// The small sigma, and the one at the end of a word: a capital one becomes this or that.
  static final char SIGMA = '\u03c3';

  static final char LAST_SIGMA = '\u03c2';

  private static final String START = "\u0002";

  Letters {
    numbers = Map.copyOf(numbers);
    spaces = Map.copyOf(spaces);
  }

  static Letters of(Analysis analysis, Collection<String> terms) {
    Map<String, Long> numbers = new HashMap<>();
    Map<Integer, Long> own = new HashMap<>();
    terms.stream()
        .flatMapToInt(String::codePoints)
        .distinct()
        .sorted()
        .filter(letter -> analysis.unit() == Analysis.Unit.LETTERS || letter != ' ')
        .forEach(letter -> own.put(letter, OTHER + 1 + own.size()));
    if (analysis.unit() == Analysis.Unit.LETTERS) {
      // Where several spaces become one there must be a number for it
      own.putIfAbsent((int) ' ', OTHER + 1 + own.size());
    }
    Long last = own.get((int) LAST_SIGMA);
    if (analysis.lowers() && last != null) {
      own.put((int) SIGMA, last);
    }
    Map<String, Long> spaces = new HashMap<>();
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(Letters::isSomething)
        .forEach(letter -> {
          String text = Character.toString(letter);
          Long number = own.get(analysis.lowers() ? Character.toLowerCase(letter) : letter);
          boolean space = Analysis.isSpace(letter);
          boolean between =
              switch (analysis.unit()) {
                case WORDS -> !Analysis.isWord(letter);
                case LETTERS -> false;
                case LETTERS_IN_WORDS -> space;
              };
          if (between) {
            numbers.put(text, BETWEEN);
          } else if (number != null) {
            numbers.put(text, number);
          }
          if (space) {
            spaces.put(text, 1L);
          }
        });
    own.forEach((letter, number) -> numbers.putIfAbsent(Character.toString(letter), number));
    numbers.put(START, BETWEEN);
    numbers.put(PADDING, BETWEEN);
    return new Letters(numbers, OTHER, spaces);
  }

  private static boolean isSomething(int letter) {
    return switch (Character.getType(letter)) {
      case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
      default -> true;
    };
  }

  long numberOf(String letter) {
    return numbers.getOrDefault(letter, otherwise);
  }

  /// Numbers of a text's letters.
  LongStream of(String text) {
    return text.codePoints().mapToLong(letter -> numberOf(Character.toString(letter)));
  }
}
