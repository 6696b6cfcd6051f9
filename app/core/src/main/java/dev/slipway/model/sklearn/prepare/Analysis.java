// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a text becomes terms.
///
/// @param unit what terms are made of
/// @param letters fewest of a word; shorter ones are passed over
/// @param shortest and the longest: how many words or letters a term has
record Analysis(Unit unit, boolean lowers, int letters, int shortest, int longest) {

  enum Unit {
    WORDS,
    LETTERS,
    /// Letters of one word, with a space before and behind it.
    LETTERS_IN_WORDS
  }

  /// Patterns of words that are known: a run of word characters, with its fewest.
  private static final Pattern WORD =
      Pattern.compile("(?:\\(\\?u\\))?(?:\\\\b)?\\\\w(\\\\w\\+|\\+|\\{([1-9]),\\})(?:\\\\b)?");

  /// What Python's `\w` matches: what `str.isalnum` is true of, and the underscore.
  private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{N}_]+");

  /// Python's `\s`.
  private static final String SPACE =
      "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

  private static final Pattern SPACES = Pattern.compile(SPACE + "{2,}");

  static Analysis read(Instance fitted) throws MalformedException, NotConvertible {
    for (String own : List.of("preprocessor", "tokenizer")) {
      if (fitted.has(own)) {
        throw Estimators.refused(fitted, own + " of its own");
      }
    }
    if (fitted.has("input") && !fitted.text("input").equals("content")) {
      throw Estimators.refused(fitted, "texts that are read from files");
    }
    if (fitted.has("strip_accents")) {
      throw Estimators.refused(fitted, "strip_accents");
    }
    double[] range = fitted.numbers("ngram_range");
    if (range.length != 2 || range[0] < 1 || range[1] < range[0]) {
      throw fitted.lacks("ngram_range", "is no range");
    }
    Unit unit = unit(fitted);
    var read =
        new Analysis(
            unit,
            fitted.truth("lowercase"),
            unit == Unit.WORDS ? letters(fitted) : 1,
            (int) range[0],
            (int) range[1]);
    if (read.ofWords() && read.longest > 1 && read.letters > 2) {
      throw Estimators.refused(fitted, "terms of several words of three letters or more");
    }
    refuseStops(fitted, read);
    return read;
  }

  private static Unit unit(Instance fitted) throws NotConvertible, MalformedException {
    if (!(fitted.get("analyzer") instanceof dev.slipway.model.pickle.Value.Text(String analyzer))) {
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

  /// Terms of one word that is passed over are in no vocabulary that was learnt.
  private static void refuseStops(Instance fitted, Analysis read)
      throws NotConvertible, MalformedException {
    boolean stops = read.ofWords() && fitted.has("stop_words");
    if (stops && read.longest > 1) {
      throw Estimators.refused(fitted, "stop_words together with terms of several words");
    }
    if (stops && fitted.has("fixed_vocabulary_") && fitted.truth("fixed_vocabulary_")) {
      throw Estimators.refused(fitted, "stop_words together with a vocabulary of its own");
    }
  }

  boolean ofWords() {
    return unit == Unit.WORDS;
  }

  static boolean isWord(int letter) {
    return switch (Character.getType(letter)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetter(letter) || letter == '_';
    };
  }

  static boolean isSpace(int letter) {
    return (letter >= '\t' && letter <= '\r')
        || (letter >= 0x1c && letter <= ' ')
        || letter == 0x85
        || Character.isSpaceChar(letter);
  }

  /// Words that a term of the vocabulary is made of: none where no text can give the term.
  List<String> words(String term) {
    List<String> words = List.of(term.split(" ", -1));
    boolean possible =
        words.size() >= shortest
            && words.size() <= longest
            && words.stream()
                .allMatch(word ->
                    RUN.matcher(word).matches()
                        && word.codePointCount(0, word.length()) >= letters
                        && (!lowers || word.equals(word.toLowerCase(Locale.ROOT))));
    return possible ? words : List.of();
  }

  /// Terms of a text, as often as they occur.
  List<String> terms(String text) {
    String lowered = lowers ? text.toLowerCase(Locale.ROOT) : text;
    return switch (unit) {
      case WORDS -> ofWords(lowered);
      case LETTERS -> ofLetters(SPACES.matcher(lowered).replaceAll(" "));
      case LETTERS_IN_WORDS -> {
        List<String> terms = new ArrayList<>();
        for (String word : lowered.split(SPACE + "+", -1)) {
          if (!word.isEmpty()) {
            terms.addAll(inWord(" " + word + " "));
          }
        }
        yield terms;
      }
    };
  }

  private List<String> ofWords(String text) {
    List<String> words =
        RUN.matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(word -> word.codePointCount(0, word.length()) >= letters)
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
