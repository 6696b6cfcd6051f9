// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Progress;
import dev.slipway.request.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// How many rows of a holdout may be equal to one of the reference by chance: few where columns are
/// measured finely, many where they hold a handful of categories.
///
/// Within a class of the label, columns are taken for independent, as a naive Bayes classifier
/// does. A row of the holdout is equal to one of n rows with the chance `1 - exp(-n Π q)`, where q
/// is how frequent its value is in a column. How q is spread says one file alone, each row set
/// against the others of its file: copies from one to the other would make their own number seem
/// usual. Rows are counted and no pairs, since one row of nothing but zeros has very many equals.
final class EqualByChance {

  /// Logarithms of chances are counted in steps of this width.
  private static final double STEP = 0.05;

  /// A chance below exp of this is none.
  private static final double LEAST = -60;

  private static final int STEPS = (int) Math.ceil(-LEAST / STEP);

  /// In a class with fewer rows than this a value's frequency is that among all rows.
  private static final int FEWEST = 10;

  private final List<Group> groups = new ArrayList<>();

  /// Rows of a class.
  ///
  /// @param known share of the reference
  /// @param given share of the holdout
  /// @param chances share of the rows that are equal to another with the chance exp(-STEP * i)
  private record Group(double known, double given, List<Double> chances) {}

  private EqualByChance() {}

  /// @param reference a sample of the one file
  /// @param holdout a sample of the other
  /// @param labels of their rows
  /// @param columns that both have
  static EqualByChance of(
      Table reference, Table holdout, LabelGroups labels, List<String> columns, Progress progress)
      throws InterruptedException {
    Map<String, List<Integer>> known = byGroup(labels.groups(false));
    Map<String, List<Integer>> given = byGroup(labels.groups(true));
    var files = new Files(reference, holdout, columns, progress);
    List<Double> ofAll = List.of();
    var chance = new EqualByChance();
    for (Map.Entry<String, List<Integer>> group : known.entrySet()) {
      List<Integer> here = group.getValue();
      List<Integer> there = given.getOrDefault(group.getKey(), List.of());
      if (there.isEmpty()) {
        continue;
      }
      boolean few = Math.max(here.size(), there.size()) < FEWEST;
      if (few && ofAll.isEmpty()) {
        ofAll = files.chances(all(reference), all(holdout));
      }
      chance.groups.add(
          new Group(
              (double) here.size() / reference.rows().size(),
              (double) there.size() / holdout.rows().size(),
              few ? ofAll : files.chances(here, there)));
    }
    return chance;
  }

  private static List<Integer> all(Table table) {
    return IntStream.range(0, table.rows().size()).boxed().toList();
  }

  private static Map<String, List<Integer>> byGroup(List<String> groups) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < groups.size(); row++) {
      rows.computeIfAbsent(groups.get(row), name -> new ArrayList<>()).add(row);
    }
    return rows;
  }

  /// @param known rows of the whole reference
  /// @param given rows of the whole holdout
  /// @return rows of the holdout to be expected to be equal to one of the reference
  double rows(double known, double given) {
    double rows = 0;
    for (Group group : groups) {
      for (int i = 0; i < group.chances().size(); i++) {
        double equal = -Math.expm1(-known * group.known() * Math.exp(-STEP * i));
        rows += given * group.given() * group.chances().get(i) * equal;
      }
    }
    return rows;
  }

  /// The samples.
  private record Files(Table reference, Table holdout, List<String> columns, Progress progress) {

    /// How the chance to be equal to one other row is spread over rows: the columns' logarithms
    /// added up, which is a convolution.
    List<Double> chances(List<Integer> known, List<Integer> given) throws InterruptedException {
      double[] spread = new double[STEPS];
      spread[0] = 1;
      for (String column : columns) {
        progress.step(0, "counting rows that are equal by chance");
        Map<Double, Double> frequencies = new TreeMap<>();
        double one = known.size() * (known.size() - 1.0);
        double other = given.size() * (given.size() - 1.0);
        if (one + other > 0) {
          count(values(reference, column, known), one / (one + other), frequencies);
          count(values(holdout, column, given), other / (one + other), frequencies);
          spread = convolved(spread, frequencies);
        }
      }
      return Arrays.stream(spread).boxed().toList();
    }

    private static Map<String, Integer> values(Table table, String column, List<Integer> rows) {
      int at = table.indexOf(column).orElseThrow();
      Map<String, Integer> values = new HashMap<>();
      rows.forEach(row -> values.merge(table.rows().get(row).get(at), 1, Integer::sum));
      return values;
    }

    /// How frequent a row's value is among the others, with the share of such rows.
    private static void count(
        Map<String, Integer> values, double weight, Map<Double, Double> frequencies) {
      double rows = values.values().stream().mapToDouble(Integer::doubleValue).sum();
      for (int count : values.values()) {
        if (count > 1) {
          frequencies.merge((count - 1) / (rows - 1), weight * count / rows, Double::sum);
        }
      }
    }

    private static double[] convolved(double[] spread, Map<Double, Double> frequencies) {
      double[] sum = new double[STEPS];
      frequencies.forEach((frequency, share) -> {
        double shift = -Math.log(frequency) / STEP;
        int whole = (int) shift;
        double rest = shift - whole;
        for (int i = 0; i + whole + 1 < STEPS; i++) {
          sum[i + whole] += spread[i] * share * (1 - rest);
          sum[i + whole + 1] += spread[i] * share * rest;
        }
      });
      return sum;
    }
  }

  /// The chance of so many or more where so many are expected, after Poisson.
  static double chanceOf(long seen, double expected) {
    double term = -expected;
    double below = 0;
    for (long i = 0; i < seen; i++) {
      below += Math.exp(term);
      term += Math.log(expected / (i + 1));
      if (i > expected && term < -30) {
        break;
      }
    }
    return Math.max(0, 1 - below);
  }
}
