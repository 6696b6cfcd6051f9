// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.lightgbm;

import dev.slipway.model.MalformedException;
import java.util.HashMap;
import java.util.Map;

/// Lines `key=value` of the file's head, or of one tree.
///
/// @param name for complaints
record Section(String name, Map<String, String> values) {

  /// Turns a word into a number.
  interface Reading<T> {
    T of(String text);
  }

  static Section named(String name) {
    return new Section(name, new HashMap<>());
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) throws MalformedException {
    String value = values.get(key);
    if (value == null) {
      throw new MalformedException(name + ": " + key + " is missing", false);
    }
    return value;
  }

  int count(String key, int most) throws MalformedException {
    String value = text(key).strip();
    int count = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (count < 0 || count > most) {
      throw new MalformedException(
          "%s: %s=%s is no whole number up to %d".formatted(name, key, brief(value), most), false);
    }
    return count;
  }

  int[] integers(String key, int count) throws MalformedException {
    String[] words = words(key, count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      // Bits of a set are written as unsigned numbers
      long number = number(key, words[i], Long::parseLong);
      if (number < Integer.MIN_VALUE || number > 0xffff_ffffL) {
        throw bad(key, words[i]);
      }
      numbers[i] = (int) number;
    }
    return numbers;
  }

  double[] reals(String key, int count) throws MalformedException {
    String[] words = words(key, count);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(key, words[i], Section::real);
    }
    return numbers;
  }

  private String[] words(String key, int count) throws MalformedException {
    String value = text(key).strip();
    String[] words = value.isEmpty() ? new String[0] : value.split("\\s+");
    if (words.length != count) {
      throw new MalformedException(
          "%s: %s holds %d numbers, not %d".formatted(name, key, words.length, count), false);
    }
    return words;
  }

  private <T> T number(String key, String word, Reading<T> reading) throws MalformedException {
    try {
      return reading.of(word);
    } catch (NumberFormatException e) {
      throw bad(key, word);
    }
  }

  /// C writes inf and nan where Java reads Infinity and NaN.
  private static Double real(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "-nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }

  private MalformedException bad(String key, String word) {
    return new MalformedException("%s: %s holds \"%s\"".formatted(name, key, brief(word)), false);
  }

  private static String brief(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
