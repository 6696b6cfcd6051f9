// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A comma-separated text (RFC 4180) with a heading line; here without any file, so that prices
/// stay pure.
public record CsvTable(String name, List<Row> rows) {

  public CsvTable {
    rows = List.copyOf(rows);
  }

  /// One line by column; a column that is missing reads as empty.
  ///
  /// @param line where it starts in the text, from 1
  /// @param columns where each column is: the same for all lines of a table
  public record Row(String table, int line, Map<String, Integer> columns, List<String> values) {

    public static Row of(String table, int line, Map<String, String> cells) {
      return new Row(table, line, places(List.copyOf(cells.keySet())), List.copyOf(cells.values()));
    }

    public String text(String column) {
      Integer at = columns.get(column);
      return at == null ? "" : values.get(at).strip();
    }

    /// In the order of the heading.
    public Map<String, String> cells() {
      var cells = new LinkedHashMap<String, String>();
      columns.forEach((column, at) -> cells.put(column, values.get(at)));
      return cells;
    }

    /// For messages: `instances.csv, line 12`.
    public String place() {
      return table + ", line " + line;
    }
  }

  /// Reads a text; every line must have as many values as the heading.
  public static CsvTable parse(String name, String text) throws ProblemException {
    List<CsvLines.Entry> records = new CsvLines(name, text).records();
    if (records.isEmpty()) {
      return new CsvTable(name, List.of());
    }
    List<String> heading = records.getFirst().values();
    Map<String, Integer> columns = places(heading);
    List<Row> rows = new ArrayList<>();
    for (CsvLines.Entry record : records.subList(1, records.size())) {
      if (record.values().size() != heading.size()) {
        throw malformed(
            name,
            record.line(),
            "It has %d values where the heading has %d."
                .formatted(record.values().size(), heading.size()));
      }
      rows.add(new Row(name, record.line(), columns, record.values()));
    }
    return new CsvTable(name, rows);
  }

  /// Of two columns with one name the last counts.
  private static Map<String, Integer> places(List<String> heading) {
    var columns = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < heading.size(); i++) {
      columns.put(heading.get(i).strip(), i);
    }
    return Collections.unmodifiableMap(columns);
  }

  static ProblemException malformed(String name, int line, String why) {
    return Problem.input(
            "prices.malformed",
            "Line " + line + " of " + name + " cannot be read.",
            why,
            "Correct the line; each line holds the columns of the heading, separated by commas.")
        .asException();
  }
}
