// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/// Rows and columns held in memory; every value is kept as its text, a missing one as the empty
/// string.
///
/// @param source the file, as the user named it
/// @param sha256 hash of the file
/// @param lines the file's line on which each row begins
public record Table(
    String source,
    Sha256 sha256,
    List<String> columns,
    List<List<String>> rows,
    List<Integer> lines) {

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    lines = List.copyOf(lines);
    if (rows.size() != lines.size()) {
      throw new IllegalArgumentException("each row has a line");
    }
  }

  /// Rows that come from no file: hashed over their values, the first on line 2.
  public Table(String source, List<String> columns, List<List<String>> rows) {
    this(
        source,
        Sha256.of((columns + "\n" + rows).getBytes(StandardCharsets.UTF_8)),
        columns,
        rows,
        IntStream.range(2, rows.size() + 2).boxed().toList());
  }

  /// The position of a column, where there is one of that name.
  public Optional<Integer> indexOf(String column) {
    int index = columns.indexOf(column);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  /// The same rows, in which columns are called as the model calls them.
  ///
  /// @param names new names by old ones; other columns keep theirs
  public Table renamed(Map<String, String> names) {
    return new Table(
        source,
        sha256,
        columns.stream().map(column -> names.getOrDefault(column, column)).toList(),
        rows,
        lines);
  }

  /// The same rows without one column; all of them when there is none of that name.
  public Table without(String column) {
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(i -> !columns.get(i).equals(column))
            .boxed()
            .toList();
    return new Table(
        source,
        sha256,
        kept.stream().map(columns::get).toList(),
        rows.stream().map(row -> kept.stream().map(row::get).toList()).toList(),
        lines);
  }

  /// As a CSV file has it: a line of names, a line a row, quotes where they are needed.
  public String csv() {
    return Stream.concat(Stream.of(columns), rows.stream())
        .map(line -> CSVFormat.RFC4180.format(line.toArray()) + "\n")
        .collect(Collectors.joining());
  }

  /// The values of the column at a position, from the first row to the last.
  public List<String> column(int index) {
    return rows.stream().map(row -> row.get(index)).toList();
  }
}
