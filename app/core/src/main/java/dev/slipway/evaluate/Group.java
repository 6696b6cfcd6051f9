// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.request.Table;
import dev.slipway.serving.preparation.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The rows with one value in a column. A number with many values is cut at its quartiles.
final class Group {

  private static final int MOST_VALUES = 10;

  /// Rarer texts than so many are one group: a column of keys has no groups of its own.
  private static final int MOST_GROUPS = 30;

  private final String value;
  private final int[] rows;

  private Group(String value, List<Integer> rows) {
    this.value = value;
    this.rows = rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /// What the rows have in common, for a person.
  String value() {
    return value;
  }

  int[] rows() {
    return rows.clone();
  }

  static List<Group> of(Table table, String column) {
    List<String> values = table.column(table.columns().indexOf(column));
    long distinct = values.stream().distinct().count();
    boolean numeric =
        values.stream()
            .allMatch(value -> Cells.isMissing(value) || Cells.number(value).isPresent());
    List<String> names =
        numeric && distinct > MOST_VALUES
            ? quartiles(values)
            : frequent(
                values.stream()
                    .map(value -> Cells.isMissing(value) ? "(missing)" : value)
                    .toList());
    Map<String, List<Integer>> groups = new TreeMap<>();
    for (int row = 0; row < names.size(); row++) {
      groups.computeIfAbsent(names.get(row), n -> new ArrayList<>()).add(row);
    }
    return groups.entrySet().stream().map(g -> new Group(g.getKey(), g.getValue())).toList();
  }

  private static List<String> frequent(List<String> values) {
    Map<String, Long> counts =
        values.stream().collect(Collectors.groupingBy(value -> value, Collectors.counting()));
    if (counts.size() <= MOST_GROUPS) {
      return values;
    }
    Set<String> kept =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_GROUPS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    String others = "(%d others)".formatted(counts.size() - MOST_GROUPS);
    return values.stream().map(value -> kept.contains(value) ? value : others).toList();
  }

  private static List<String> quartiles(List<String> values) {
    double[] sorted =
        values.stream()
            .map(Cells::number)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    double[] cuts = {
      sorted[sorted.length / 4], sorted[sorted.length / 2], sorted[sorted.length * 3 / 4]
    };
    return values.stream()
        .map(Cells::number)
        .map(number -> number.isEmpty() ? "(missing)" : quarter(number.getAsDouble(), cuts))
        .toList();
  }

  private static String quarter(double number, double[] cuts) {
    if (number < cuts[0]) {
      return String.format(Locale.ROOT, "Q1: under %s", plain(cuts[0]));
    }
    if (number < cuts[1]) {
      return String.format(Locale.ROOT, "Q2: %s to %s", plain(cuts[0]), plain(cuts[1]));
    }
    if (number < cuts[2]) {
      return String.format(Locale.ROOT, "Q3: %s to %s", plain(cuts[1]), plain(cuts[2]));
    }
    return String.format(Locale.ROOT, "Q4: from %s", plain(cuts[2]));
  }

  private static String plain(double cut) {
    return cut == Math.rint(cut) && Math.abs(cut) < 1e15
        ? Long.toString((long) cut)
        : Double.toString(cut);
  }
}
