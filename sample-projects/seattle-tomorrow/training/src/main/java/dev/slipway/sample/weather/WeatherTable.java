// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads the raw file of vega-datasets and writes the project's own CSV files.
final class WeatherTable {

  private static final String LABEL = "temp_max_tomorrow";

  private WeatherTable() {}

  /// All days that have a next day in the file.
  static List<Day> read(Path file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(file, UTF_8, format)) {
      List<CSVRecord> rows = parser.getRecords();
      var days = new ArrayList<Day>();
      for (int i = 0; i + 1 < rows.size(); i++) days.add(day(rows.get(i), rows.get(i + 1)));
      return days;
    }
  }

  private static Day day(CSVRecord today, CSVRecord tomorrow) {
    LocalDate date = LocalDate.parse(today.get("date"));
    if (!LocalDate.parse(tomorrow.get("date")).equals(date.plusDays(1))) {
      throw new IllegalArgumentException("A day is missing after " + date);
    }
    List<String> measured = Day.MEASURED.stream().map(today::get).toList();
    return new Day(date, measured, today.get("weather"), tomorrow.get("temp_max"));
  }

  static void write(Path file, List<Day> days) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("date," + String.join(",", Day.FEATURES) + ",weather," + LABEL);
    for (Day day : days) {
      String values = String.join(",", day.texts());
      lines.add(
          String.join(",", day.date().toString(), values, day.weather(), day.maximumTomorrow()));
    }
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
