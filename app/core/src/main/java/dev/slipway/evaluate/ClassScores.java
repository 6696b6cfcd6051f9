// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The probability of each class, row by row, and the metrics on them.
final class ClassScores {

  /// The smallest probability that is believed, so that one row cannot make the mean infinite.
  private static final double SMALLEST = 1e-15;

  /// What a row costs at most.
  static final double MOST_LOSS = -Math.log(SMALLEST);

  private static final int BINS = 10;

  /// Nobody looks at more.
  private static final int MOST_CURVES = 10;

  private final double[][] scores;
  private final int[] truth;
  private final List<Ranks> ranks = new ArrayList<>();

  /// @param scores by row, then class
  /// @param truth by row, the class that is right
  ClassScores(double[][] scores, int[] truth) {
    this.scores = Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
    this.truth = truth.clone();
    int classes = scores.length == 0 ? 0 : scores[0].length;
    for (int i = 0; i < classes; i++) {
      ranks.add(Ranks.of(this.scores, i));
    }
  }

  double logLoss(int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum -= Math.log(Math.max(SMALLEST, scores[row][truth[row]]));
    }
    return sum / rows.length;
  }

  /// The squared distance of the probabilities from the truth, over all classes; of two classes,
  /// which miss by the same, one counts, so that 0.25 is a coin's in either reading.
  double brier(int[] rows) {
    double sum = 0;
    for (int row : rows) {
      for (int i = 0; i < ranks.size(); i++) {
        double miss = scores[row][i] - (truth[row] == i ? 1 : 0);
        sum += miss * miss;
      }
    }
    return sum / rows.length / (ranks.size() == 2 ? 2 : 1);
  }

  /// How often a row of a class has a higher score for it than a row of any other, a tie counting
  /// half; the mean over the classes that have rows of both kinds. NaN where none has. Of two
  /// classes the one counts whose scores tell more rows apart: where one is rare, the other's are
  /// so near 1 that many are rounded to the same.
  double rocAuc(int[] rows) {
    if (ranks.size() == 2) {
      return area(rows, ranks.getFirst().count() > ranks.getLast().count() ? 0 : 1);
    }
    double sum = 0;
    int judged = 0;
    for (int i = 0; i < ranks.size(); i++) {
      double area = area(rows, i);
      if (!Double.isNaN(area)) {
        sum += area;
        judged++;
      }
    }
    return judged == 0 ? Double.NaN : sum / judged;
  }

  /// Counted by rank and not sorted, since the bootstrap asks a thousand times.
  private double area(int[] rows, int kind) {
    Ranks of = ranks.get(kind);
    long[] inside = new long[of.count()];
    long[] outside = new long[of.count()];
    for (int row : rows) {
      (truth[row] == kind ? inside : outside)[of.rank(row)]++;
    }
    double won = 0;
    long below = 0;
    long members = 0;
    for (int rank = 0; rank < inside.length; rank++) {
      won += inside[rank] * (below + outside[rank] / 2.0);
      below += outside[rank];
      members += inside[rank];
    }
    return members == 0 || below == 0 ? Double.NaN : won / members / below;
  }

  /// The place of each row's score for its true class among those of all the rows, ties sharing the
  /// middle one.
  double[] places(int[] rows) {
    double[] places = new double[rows.length];
    for (int kind = 0; kind < ranks.size(); kind++) {
      Ranks of = ranks.get(kind);
      long[] upTo = new long[of.count() + 1];
      for (int row : rows) {
        upTo[of.rank(row) + 1]++;
      }
      for (int i = 1; i < upTo.length; i++) {
        upTo[i] += upTo[i - 1];
      }
      for (int i = 0; i < rows.length; i++) {
        if (truth[rows[i]] == kind) {
          int rank = of.rank(rows[i]);
          places[i] = (upTo[rank] + upTo[rank + 1]) / 2.0;
        }
      }
    }
    return places;
  }

  /// @param answer by row, the class that the model answers; negative where it has no score
  Calibration calibration(int[] answer) {
    int[] count = new int[BINS];
    int[] right = new int[BINS];
    double[] sum = new double[BINS];
    int total = 0;
    for (int row = 0; row < answer.length; row++) {
      if (answer[row] >= 0) {
        double score = Math.min(1, scores[row][answer[row]]);
        // A bin holds its upper end: a score of 1 belongs to the last.
        int bin = Math.max(0, (int) Math.ceil(score * BINS) - 1);
        count[bin]++;
        sum[bin] += score;
        right[bin] += answer[row] == truth[row] ? 1 : 0;
        total++;
      }
    }
    List<Calibration.Bin> bins = new ArrayList<>();
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      if (count[i] > 0) {
        error += Math.abs(sum[i] - right[i]) / total;
        bins.add(
            new Calibration.Bin(
                (double) i / BINS,
                (i + 1.0) / BINS,
                count[i],
                sum[i] / count[i],
                (double) right[i] / count[i]));
      }
    }
    return new Calibration(error, bins);
  }

  /// Of the classes that have rows, the rarest first.
  ///
  /// @param answer as of [#calibration]
  List<ClassCurve> curves(List<String> names, int[] answer) {
    int[] count = new int[ranks.size()];
    for (int kind : truth) {
      count[kind]++;
    }
    return IntStream.range(0, ranks.size())
        .boxed()
        .filter(kind -> count[kind] > 0)
        .sorted(Comparator.comparingInt(kind -> count[kind]))
        .limit(MOST_CURVES)
        .map(kind ->
            ClassCurve.of(
                names.get(kind),
                Arrays.stream(scores).mapToDouble(row -> row[kind]).toArray(),
                equal(truth, kind),
                equal(answer, kind)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean[] equal(int[] kinds, int kind) {
    boolean[] equal = new boolean[kinds.length];
    for (int row = 0; row < kinds.length; row++) {
      equal[row] = kinds[row] == kind;
    }
    return equal;
  }

  /// By row, the place of its score among all different ones.
  private static final class Ranks {

    private final int[] places;
    private final int different;

    private Ranks(int[] places, int different) {
      this.places = places;
      this.different = different;
    }

    static Ranks of(double[][] scores, int kind) {
      double[] ordered =
          Arrays.stream(scores).mapToDouble(row -> row[kind]).sorted().distinct().toArray();
      int[] places =
          Arrays.stream(scores).mapToInt(row -> Arrays.binarySearch(ordered, row[kind])).toArray();
      return new Ranks(places, ordered.length);
    }

    int rank(int row) {
      return places[row];
    }

    int count() {
      return different;
    }
  }
}
