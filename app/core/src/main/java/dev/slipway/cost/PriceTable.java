// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables that a price book is read from, and what a row of each is known by.
public enum PriceTable {
  INSTANCES("instances.csv", "cloud", "region", "instance_type"),
  SERVICES("services.csv", "cloud", "region", "service", "meter"),
  BURSTABLE("burstable.csv", "cloud", "instance_type"),
  PERFORMANCE("perf_index.csv", "cloud", "family", "cpu_model", "cpu_generation"),
  COMMITMENTS("commitments_aws.csv", "cloud", "region", "instance_type", "commitment", "term"),
  ENERGY("energy_coefficients.csv", "item"),
  GRID("grid_carbon.csv", "cloud", "region"),
  /// The user's own alone: none ships.
  DISCOUNTS("discounts.csv", "cloud", "service");

  private final String file;
  private final String key;

  PriceTable(String file, String... key) {
    this.file = file;
    this.key = String.join(",", key);
  }

  public String file() {
    return file;
  }

  /// Whether Slipway brings such a table.
  public boolean ships() {
    return this != DISCOUNTS;
  }

  /// The table that a file holds, by its name without folders.
  public static Optional<PriceTable> of(String name) {
    return Arrays.stream(values()).filter(table -> table.file.equals(name)).findFirst();
  }

  /// What a row is known by.
  public String keyOf(CsvTable.Row row) {
    return Stream.of(key.split(",")).map(row::text).collect(Collectors.joining(" / "));
  }

  /// All names, for a message.
  public static String files() {
    return Arrays.stream(values()).map(PriceTable::file).collect(Collectors.joining(", "));
  }

  /// Older rows with newer ones of the same key replaced, by key: the text of a file that a price
  /// book reads.
  public String merged(List<CsvTable.Row> older, List<CsvTable.Row> newer) {
    var rows = new TreeMap<String, CsvTable.Row>();
    var heading = new LinkedHashSet<String>();
    for (CsvTable.Row row : Stream.concat(older.stream(), newer.stream()).toList()) {
      rows.put(keyOf(row), row);
      heading.addAll(row.cells().keySet());
    }
    List<String> columns = List.copyOf(heading);
    var text = new StringBuilder(line(columns));
    for (CsvTable.Row row : rows.values()) {
      text.append(line(columns.stream().map(row::text).toList()));
    }
    return text.toString();
  }

  private static String line(List<String> values) {
    return values.stream().map(PriceTable::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(String value) {
    return value.matches("(?s).*[,\"\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
