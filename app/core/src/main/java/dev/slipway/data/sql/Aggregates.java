// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Aggregates over all rows of a table, of as many columns as one likes, by one statement, and one
/// more for what is counted by place.
final class Aggregates {

  private final List<String> values = new ArrayList<>();
  private final List<String> derived = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private final List<List<Long>> counted = new ArrayList<>();

  /// A value of each row, which is worked out once.
  ///
  /// @param sql of columns of the table
  /// @return its name
  String value(String sql) {
    String name = "x" + values.size();
    values.add(sql + " AS " + name);
    return name;
  }

  /// A value of each row that is made of others.
  ///
  /// @param sql of names of [#value]
  /// @return its name
  String derived(String sql) {
    String name = "y" + derived.size();
    derived.add(sql + " AS " + name);
    return name;
  }

  /// @param aggregate of names of values
  /// @return place of its answer
  int ask(String aggregate) {
    asked.add(aggregate);
    return asked.size() - 1;
  }

  /// How many rows have a value.
  ///
  /// @param name of the value
  /// @return place of the answer
  int count(String name) {
    return ask("count(" + name + ")");
  }

  /// How many rows fulfil a condition.
  ///
  /// @param name of the condition
  /// @return place of the answer
  int countWhere(String name) {
    return ask("count(*) FILTER (WHERE " + name + ")");
  }

  /// How many rows are in each of some places.
  ///
  /// @param place of a row, of names of [#value]: from 0 on, NULL where it is in none
  /// @return what reads it from the answer
  Function<Row, List<Long>> counts(String place, int most) {
    int at = places.size();
    places.add(place);
    counted.add(new ArrayList<>(Collections.nCopies(most, 0L)));
    return answer -> answer.wholes(asked.size() + at);
  }

  /// Asks it, once.
  Row answer(DataFiles files, LoadedFile table) throws SQLException, InterruptedException {
    String rows = "SELECT " + String.join(", ", values) + " FROM " + table.table();
    List<Optional<Object>> cells = new ArrayList<>();
    if (!asked.isEmpty()) {
      cells.addAll(
          files
              .one(
                  "SELECT %s FROM (%s)"
                      .formatted(
                          String.join(", ", asked),
                          derived.isEmpty()
                              ? rows
                              : "SELECT *, %s FROM (%s)"
                                  .formatted(String.join(", ", derived), rows)))
              .cells());
    }
    if (!places.isEmpty()) {
      for (Row row :
          files.rows(
              "SELECT i, v, count(*) FROM (%s) WHERE v IS NOT NULL GROUP BY i, v"
                  .formatted(each(places, "(" + rows + ")")))) {
        counted.get((int) row.whole(0)).set((int) row.whole(1), row.whole(2));
      }
      counted.forEach(counts -> cells.add(Optional.of(counts)));
    }
    return new Row(cells);
  }

  /// A row for each of some values of each row: the value `v`, and its place `i` among them.
  ///
  /// @param values all of one type
  /// @param also names of columns that come with each value
  static String each(List<String> values, String from, String... also) {
    String others = Stream.of(also).map(name -> ", " + name).collect(Collectors.joining());
    return values.size() == 1
        ? "SELECT 0 AS i, %s AS v%s FROM %s".formatted(values.getFirst(), others, from)
        : "SELECT unnest(%s) AS i, unnest([%s]) AS v%s FROM %s"
            .formatted(
                IntStream.range(0, values.size()).boxed().toList(),
                String.join(", ", values),
                others,
                from);
  }
}
