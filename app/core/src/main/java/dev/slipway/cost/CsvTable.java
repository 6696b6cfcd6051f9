// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
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
  public record Row(String table, int line, Map<String, String> cells) {

    public String text(String column) {
      return cells.getOrDefault(column, "").strip();
    }

    /// For messages: `instances.csv, line 12`.
    public String place() {
      return table + ", line " + line;
    }
  }

  /// Reads a text; every line must have as many values as the heading.
  public static CsvTable parse(String name, String text) throws ProblemException {
    List<Entry> records = records(name, text);
    if (records.isEmpty()) {
      return new CsvTable(name, List.of());
    }
    List<String> heading = records.getFirst().values();
    List<Row> rows = new ArrayList<>();
    for (Entry record : records.subList(1, records.size())) {
      if (record.values().size() != heading.size()) {
        throw malformed(
            name,
            record.line(),
            "It has %d values where the heading has %d."
                .formatted(record.values().size(), heading.size()));
      }
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < heading.size(); i++) {
        cells.put(heading.get(i).strip(), record.values().get(i));
      }
      rows.add(new Row(name, record.line(), cells));
    }
    return new CsvTable(name, rows);
  }

  private record Entry(int line, List<String> values) {}

  private static List<Entry> records(String name, String text) throws ProblemException {
    List<Entry> records = new ArrayList<>();
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int start = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      }
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        value.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        values.add(take(value));
      } else if (!quoted && c == '\n') {
        values.add(take(value));
        keep(records, start, values);
        values = new ArrayList<>();
        start = line;
      } else if (quoted || c != '\r') {
        value.append(c);
      }
    }
    if (quoted) {
      throw malformed(name, start, "A quotation mark is opened and never closed.");
    }
    values.add(take(value));
    keep(records, start, values);
    return records;
  }

  private static String take(StringBuilder value) {
    String taken = value.toString();
    value.setLength(0);
    return taken;
  }

  private static void keep(List<Entry> records, int line, List<String> values) {
    boolean blank = values.size() == 1 && values.getFirst().isBlank();
    if (!blank) {
      records.add(new Entry(line, List.copyOf(values)));
    }
  }

  private static ProblemException malformed(String name, int line, String why) {
    return Problem.input(
            "prices.malformed",
            "Line " + line + " of " + name + " cannot be read.",
            why,
            "Correct the line; each line holds the columns of the heading, separated by commas.")
        .asException();
  }
}
