// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.base.Progress;
import dev.slipway.model.Parity;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.convert.Answers.Answer;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Compares the answers of an estimator with those of the graph that it became.
final class Comparison {

  /// Of two classes this near to each other in score either may be named.
  private static final double TIE = 1e-9;

  private static final int REPORTED = 100;

  private double scale;
  private double largest;
  private double relative;
  private int otherClasses;
  private int ties;
  private int rows;

  private Comparison() {}

  /// @param from where the rows come from
  static Parity of(
      Estimator estimator,
      Columns columns,
      Predictor graph,
      List<List<Cell>> rows,
      String from,
      Progress progress)
      throws InferenceException {
    var comparison = new Comparison();
    List<Answer> expected = new ArrayList<>();
    for (List<Cell> row : rows) {
      if (expected.size() % REPORTED == 0) {
        progress.report(0.7 * expected.size() / rows.size(), "asking the original");
      }
      expected.add(Answers.of(estimator, row));
    }
    progress.report(0.7, "comparing the answers with the original's");
    List<Answer> found = Answers.of(graph, columns, rows);
    for (Answer answer : expected) {
      for (double number : answer.numbers()) {
        comparison.scale =
            Double.isFinite(number)
                ? Math.max(comparison.scale, Math.abs(number))
                : comparison.scale;
      }
    }
    for (int i = 0; i < expected.size(); i++) {
      comparison.add(expected.get(i), found.get(i));
    }
    return comparison.parity(from);
  }

  private Parity parity(String from) {
    return new Parity(rows, from, largest, relative, otherClasses, ties);
  }

  private void add(Answer expected, Answer found) {
    if (Arrays.stream(expected.numbers()).anyMatch(Double::isNaN)) {
      // The library refuses such a row, or has no answer to it
      return;
    }
    rows++;
    for (int i = 0; i < expected.numbers().length; i++) {
      difference(expected.numbers()[i], found.numbers()[i]);
    }
    if (!expected.name().equals(found.name())) {
      if (isTie(expected)) {
        ties++;
      } else {
        otherClasses++;
      }
    }
  }

  /// Whether the two best are the same but for the last digits.
  private static boolean isTie(Answer answer) {
    double[] sorted = answer.numbers().clone();
    Arrays.sort(sorted);
    double best = sorted[sorted.length - 1];
    return sorted.length > 1 && best - sorted[sorted.length - 2] <= TIE * Math.abs(best);
  }

  /// See [Parity] for what a difference is relative to.
  private void difference(double expected, double found) {
    // The graph answers in single precision
    if ((float) expected == (float) found) {
      return;
    }
    double off = Math.abs(expected - found);
    off = Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
    largest = Math.max(largest, off);
    relative = Math.max(relative, off / Math.max(Math.abs(expected), scale / 10));
  }
}
