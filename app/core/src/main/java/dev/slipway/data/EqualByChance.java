// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.request.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How many rows of two files may be equal by chance: few where columns are measured finely, many
/// where they hold a handful of categories.
///
/// Within a class of the label, columns are taken for independent, as a naive Bayes classifier
/// does: of n and m rows of the class, n · m · Π λ pairs are equal, where λ is how often two rows
/// of one file have the same value in a column. Rows of one file alone say so: copies from one to
/// the other would make their own number seem usual.
final class EqualByChance {

  /// Fewer pairs than this are none.
  private static final double NONE = 1e-9;

  private EqualByChance() {}

  /// In a class with fewer rows than this a value's frequency is that among all rows.
  private static final int FEWEST = 10;

  /// @param reference a sample of the one file
  /// @param holdout a sample of the other
  /// @param groups of their rows
  /// @param columns that both have
  /// @param pairs of rows of the whole files that could be equal
  /// @return pairs of rows to be expected
  static double pairs(
      Table reference, Table holdout, LabelGroups groups, List<String> columns, double pairs) {
    List<String> known = groups.groups(false);
    List<String> given = groups.groups(true);
    Map<String, Integer> counts = counts(given);
    double sampled = (double) known.size() * given.size();
    double expected = 0;
    for (Map.Entry<String, Integer> group : counts(known).entrySet()) {
      int rows = counts.getOrDefault(group.getKey(), 0);
      Predicate<String> in =
          Math.max(rows, group.getValue()) < FEWEST ? any -> true : group.getKey()::equals;
      double both = group.getValue() / sampled * rows * pairs;
      for (String column : columns) {
        if (both < NONE) {
          break;
        }
        both *= alike(values(reference, column, known, in), values(holdout, column, given, in));
      }
      expected += both;
    }
    return expected;
  }

  /// The chance that two rows of one file have the same value.
  private static double alike(Map<String, Integer> one, Map<String, Integer> other) {
    double all = pairsOf(total(one)) + pairsOf(total(other));
    double same =
        Stream.concat(one.values().stream(), other.values().stream())
            .mapToDouble(count -> pairsOf(count))
            .sum();
    return all == 0 ? 1 : same / all;
  }

  private static double total(Map<String, Integer> counts) {
    return counts.values().stream().mapToDouble(Integer::doubleValue).sum();
  }

  private static double pairsOf(double rows) {
    return rows * (rows - 1);
  }

  /// How often a column has each of its values in the rows of some groups.
  private static Map<String, Integer> values(
      Table table, String column, List<String> groups, Predicate<String> in) {
    int at = table.indexOf(column).orElseThrow();
    Map<String, Integer> values = new HashMap<>();
    for (int row = 0; row < groups.size(); row++) {
      if (in.test(groups.get(row))) {
        values.merge(table.rows().get(row).get(at), 1, Integer::sum);
      }
    }
    return values;
  }

  private static Map<String, Integer> counts(List<String> groups) {
    Map<String, Integer> counts = new HashMap<>();
    groups.forEach(group -> counts.merge(group, 1, Integer::sum));
    return counts;
  }

  /// The chance of so many or more where so many are expected, after Poisson.
  static double chanceOf(long seen, double expected) {
    double term = Math.exp(-expected);
    double below = 0;
    for (long i = 0; i < seen; i++) {
      below += term;
      term *= expected / (i + 1);
      if (i > expected && term < 1e-12) {
        break;
      }
    }
    return Math.max(0, 1 - below);
  }
}
