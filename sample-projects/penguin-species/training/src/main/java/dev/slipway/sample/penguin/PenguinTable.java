// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads the raw file of the palmerpenguins package and writes the project's own CSV files.
final class PenguinTable {

  private static final String MISSING = "NA";

  private PenguinTable() {}

  static List<Penguin> read(Path file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(file, UTF_8, format)) {
      return rows.stream().map(PenguinTable::penguin).toList();
    }
  }

  private static Penguin penguin(CSVRecord row) {
    List<String> measurements = Penguin.FEATURES.stream().map(name -> cell(row, name)).toList();
    return new Penguin(
        Math.toIntExact(row.getRecordNumber()),
        cell(row, "species"),
        cell(row, "island"),
        measurements,
        cell(row, "sex"));
  }

  private static String cell(CSVRecord row, String column) {
    String text = row.get(column);
    return text.equals(MISSING) ? "" : text;
  }

  static void write(Path file, List<Penguin> penguins) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("species,island," + String.join(",", Penguin.FEATURES) + ",sex");
    for (Penguin p : penguins) {
      String measurements = String.join(",", p.measurements());
      lines.add(String.join(",", p.species(), p.island(), measurements, p.sex()));
    }
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
