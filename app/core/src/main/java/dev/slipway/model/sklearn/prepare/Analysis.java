// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a text becomes terms.
///
/// @param unit what terms are made of
/// @param letters fewest of a word; shorter ones are passed over
/// @param shortest and the longest: how many words or letters a term has
/// @param stops words that are left out before terms are made of them
record Analysis(
    Unit unit,
    boolean lowers,
    Accents accents,
    int letters,
    int shortest,
    int longest,
    Set<String> stops) {

  enum Unit {
    WORDS,
    LETTERS,
    /// Letters of one word, with a space before and behind it.
    LETTERS_IN_WORDS
  }

  /// Patterns of words that are known: a run of word characters, with its fewest.
  private static final Pattern WORD =
      Pattern.compile("(?:\\(\\?u\\))?(?:\\\\b)?\\\\w(\\\\w\\+|\\+|\\{([1-9]),\\})(?:\\\\b)?");

  /// Python's `\w`: what `str.isalnum` is true of, and the underscore. It and Python's `\s` are
  /// written as both Java and the RE2 of ONNX Runtime read them.
  static final String WORD_LETTER = "[\\p{L}\\p{N}_]";

  private static final String SPACE_LETTERS =
      "\\t-\\r\\x1c-\\x20\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}"
          + "\\x{205f}\\x{3000}";

  /// Anything but spaces.
  static final String SOLID = "[^" + SPACE_LETTERS + "]+";

  private static final Pattern SPACES = Pattern.compile("[" + SPACE_LETTERS + "]{2,}");
  private static final Pattern SOLIDS = Pattern.compile(SOLID);

  /// Words or letters of the longest terms: a graph has a few nodes for each length.
  private static final int MOST = 50;

  Analysis {
    stops = Set.copyOf(stops);
  }

  static Analysis read(Instance fitted) throws MalformedException, NotConvertible {
    for (String own : List.of("preprocessor", "tokenizer")) {
      if (fitted.has(own)) {
        throw Estimators.refused(fitted, own + " of its own");
      }
    }
    if (fitted.has("input") && !fitted.text("input").equals("content")) {
      throw Estimators.refused(fitted, "texts that are read from files");
    }
    double[] range = fitted.numbers("ngram_range");
    if (range.length != 2 || range[0] < 1 || range[1] < range[0]) {
      throw fitted.lacks("ngram_range", "is no range");
    }
    if (range[1] > MOST) {
      throw Estimators.refused(fitted, "terms of more than %d parts".formatted(MOST));
    }
    Unit unit = unit(fitted);
    boolean words = unit == Unit.WORDS;
    return new Analysis(
        unit,
        fitted.truth("lowercase"),
        Accents.read(fitted),
        words ? letters(fitted) : 1,
        (int) range[0],
        (int) range[1],
        words ? StopWords.read(fitted) : Set.of());
  }

  private static Unit unit(Instance fitted) throws NotConvertible, MalformedException {
    if (!(fitted.get("analyzer") instanceof Value.Text(String analyzer))) {
      throw Estimators.refused(fitted, "analyzer of its own");
    }
    return switch (analyzer) {
      case "word" -> Unit.WORDS;
      case "char" -> Unit.LETTERS;
      case "char_wb" -> Unit.LETTERS_IN_WORDS;
      default -> throw Estimators.refused(fitted, "analyzer " + analyzer);
    };
  }

  private static int letters(Instance fitted) throws MalformedException, NotConvertible {
    String pattern = fitted.text("token_pattern");
    Matcher known = WORD.matcher(pattern);
    if (!known.matches()) {
      throw Estimators.refused(fitted, "token_pattern " + pattern);
    }
    return switch (known.group(1)) {
      case "+" -> 1;
      case "\\w+" -> 2;
      default -> Integer.parseInt(known.group(2));
    };
  }

  static boolean isSpace(int letter) {
    return (letter >= '\t' && letter <= '\r')
        || (letter >= 0x1c && letter <= ' ')
        || letter == 0x85
        || Character.isSpaceChar(letter);
  }

  /// A run of word characters that is long enough.
  String word() {
    return WORD_LETTER + "{" + letters + ",}";
  }

  /// Terms of a text, as often as they occur.
  List<String> terms(String text) {
    String prepared = accents.strip(lowers ? Casing.lower(text) : text);
    return switch (unit) {
      case WORDS -> ofWords(prepared);
      case LETTERS -> ofLetters(SPACES.matcher(prepared).replaceAll(" "));
      case LETTERS_IN_WORDS ->
          SOLIDS
              .matcher(prepared)
              .results()
              .flatMap(word -> inWord(" " + word.group() + " ").stream())
              .toList();
    };
  }

  private List<String> ofWords(String text) {
    List<String> words =
        Pattern.compile(word())
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(word -> !stops.contains(word))
            .toList();
    List<String> terms = new ArrayList<>();
    for (int size = shortest; size <= longest; size++) {
      for (int i = 0; i + size <= words.size(); i++) {
        terms.add(String.join(" ", words.subList(i, i + size)));
      }
    }
    return terms;
  }

  private List<String> ofLetters(String text) {
    int[] letters = text.codePoints().toArray();
    List<String> terms = new ArrayList<>();
    for (int size = shortest; size <= longest; size++) {
      for (int i = 0; i + size <= letters.length; i++) {
        terms.add(new String(letters, i, size));
      }
    }
    return terms;
  }

  /// A word that is shorter than a term is one, once.
  private List<String> inWord(String word) {
    int length = word.codePointCount(0, word.length());
    return length < shortest ? List.of(word) : ofLetters(word);
  }
}
