// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.request.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many rows of two files may be equal by chance: few where columns are measured finely, many
/// where they hold a handful of categories.
///
/// Within a class of the label, columns are taken for independent, as a naive Bayes classifier does:
/// of n and m rows of the class, n · m · Π Σ p(v) q(v) pairs are equal, where p and q are the shares
/// of a column's values in the two files.
final class EqualByChance {

  /// Fewer pairs than this are none.
  private static final double NONE = 1e-9;

  private EqualByChance() {}

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
      String name = group.getKey();
      double both = group.getValue() / sampled * counts.getOrDefault(name, 0) * pairs;
      for (String column : columns) {
        if (both < NONE) {
          break;
        }
        both *= alike(shares(reference, column, known, name), shares(holdout, column, given, name));
      }
      expected += both;
    }
    return expected;
  }

  /// The chance that a value of one is that of the other.
  private static double alike(Map<String, Double> one, Map<String, Double> other) {
    return one.entrySet().stream()
        .mapToDouble(value -> value.getValue() * other.getOrDefault(value.getKey(), 0.0))
        .sum();
  }

  private static Map<String, Double> shares(
      Table table, String column, List<String> groups, String group) {
    int at = table.indexOf(column).orElseThrow();
    Map<String, Double> shares = new HashMap<>();
    double rows = 0;
    for (int row = 0; row < groups.size(); row++) {
      if (groups.get(row).equals(group)) {
        shares.merge(table.rows().get(row).get(at), 1.0, Double::sum);
        rows++;
      }
    }
    double all = rows;
    shares.replaceAll((value, count) -> count / all);
    return shares;
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
