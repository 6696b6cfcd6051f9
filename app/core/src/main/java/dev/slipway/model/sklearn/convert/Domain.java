// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import java.util.ArrayList;
import java.util.List;

/// What a model knows of a column: numbers that it saw or compares with, categories, words.
final class Domain {

  private static final int MOST = 5_000;

  private final List<Double> numbers = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private boolean mayLack;

  List<Double> numbers() {
    return numbers;
  }

  List<String> texts() {
    return texts;
  }

  List<String> words() {
    return words;
  }

  boolean mayLack() {
    return mayLack;
  }

  void add(double... more) {
    for (double number : more) {
      if (Double.isFinite(number) && numbers.size() < MOST) {
        numbers.add(number);
      }
    }
  }

  /// A threshold, and the nearest numbers in single and in double precision.
  void around(double threshold) {
    float single = (float) threshold;
    add(
        threshold,
        Math.nextDown(threshold),
        Math.nextUp(threshold),
        Math.nextDown(single),
        single,
        Math.nextUp(single));
  }

  void category(String text) {
    texts.add(text);
  }

  void word(String word) {
    words.add(word);
  }

  void lacks() {
    mayLack = true;
  }
}
