// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.serving.preparation.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// One rule on one column: a guess for each of its values, or for each range of its numbers,
/// learned from some rows.
///
/// For classes it is 1R: R. C. Holte, Very simple classification rules perform well on most
/// commonly used datasets, Machine Learning 11 (1993). A range ends where at least six rows of it
/// have its most frequent class and the next row has another. For numbers each six rows are a
/// range, and the guess is their mean.
final class OneRule {

  /// Holte's SMALL.
  static final int FEWEST = 6;

  /// Numbers with fewer different values are categories.
  private static final int MOST_CATEGORIES = 20;

  private final double[] ends;
  private final double[] ranges;
  private final Map<String, Double> values;
  private final double otherwise;

  /// @param ends the upper ends of the ranges; none where values are told apart as texts
  private OneRule(double[] ends, double[] ranges, Map<String, Double> values, double otherwise) {
    this.ends = ends.clone();
    this.ranges = ranges.clone();
    this.values = values;
    this.otherwise = otherwise;
  }

  /// @param cells the column's values
  /// @param targets what to guess, one a row
  /// @param classes how many classes the targets are the numbers of; 0 where they are quantities
  static OneRule learn(List<String> cells, double[] targets, int classes) {
    double[] at = cells.stream().mapToDouble(c -> Cells.number(c).orElse(Double.NaN)).toArray();
    List<Integer> sorted =
        IntStream.range(0, at.length)
            .filter(row -> !Double.isNaN(at[row]))
            .boxed()
            .sorted(Comparator.comparingDouble(row -> at[row]))
            .toList();
    long present = cells.stream().filter(cell -> !Cells.isMissing(cell)).count();
    boolean ranged =
        cells.stream().distinct().count() > MOST_CATEGORIES && sorted.size() > 0.95 * present;
    Map<String, Guess> byText = new HashMap<>();
    var all = new Guess(classes);
    for (int row = 0; row < at.length; row++) {
      all.add(targets[row]);
      if (!ranged || Double.isNaN(at[row])) {
        byText.computeIfAbsent(cells.get(row), c -> new Guess(classes)).add(targets[row]);
      }
    }
    Map<String, Double> values = new HashMap<>();
    byText.forEach((text, guess) -> values.put(text, guess.answer()));
    return ranged
        ? ranged(sorted, at, targets, classes).with(values, all.answer())
        : new OneRule(new double[0], new double[0], values, all.answer());
  }

  private OneRule with(Map<String, Double> texts, double usual) {
    return new OneRule(ends, ranges, texts, usual);
  }

  private static OneRule ranged(List<Integer> sorted, double[] at, double[] targets, int classes) {
    List<Double> ends = new ArrayList<>();
    List<Double> guesses = new ArrayList<>();
    var range = new Guess(classes);
    for (int i = 0; i < sorted.size(); i++) {
      double here = at[sorted.get(i)];
      range.add(targets[sorted.get(i)]);
      boolean last = i + 1 == sorted.size();
      double next = last ? Double.POSITIVE_INFINITY : at[sorted.get(i + 1)];
      if (last || (next != here && range.endsBefore(targets[sorted.get(i + 1)]))) {
        ends.add(last ? next : here + (next - here) / 2);
        guesses.add(range.answer());
        range = new Guess(classes);
      }
    }
    return new OneRule(array(ends), array(guesses), Map.of(), 0);
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// What the rule says where the column holds this.
  double answer(String cell) {
    OptionalDouble number = Cells.number(cell);
    if (ends.length > 0 && number.isPresent()) {
      int place = Arrays.binarySearch(ends, number.getAsDouble());
      return ranges[Math.min(ranges.length - 1, place < 0 ? -place - 1 : place)];
    }
    return values.getOrDefault(cell, otherwise);
  }

  /// The most frequent class of some rows, or the mean of their numbers.
  private static final class Guess {

    private final boolean ofClasses;
    private final Map<Integer, Integer> counts = new HashMap<>();
    private double sum;
    private int rows;

    /// The first of the most frequent classes.
    private int most;

    Guess(int classes) {
      this.ofClasses = classes > 0;
    }

    void add(double target) {
      rows++;
      sum += target;
      if (ofClasses) {
        int mine = (int) target;
        int count = counts.merge(mine, 1, Integer::sum);
        int best = counts.getOrDefault(most, 0);
        most = count > best || (count == best && mine < most) ? mine : most;
      }
    }

    /// Whether a range of these rows ends before one with that target.
    boolean endsBefore(double next) {
      if (!ofClasses) {
        return rows >= FEWEST;
      }
      return counts.getOrDefault(most, 0) >= FEWEST && next != most;
    }

    double answer() {
      return ofClasses ? most : rows == 0 ? 0 : sum / rows;
    }
  }
}
