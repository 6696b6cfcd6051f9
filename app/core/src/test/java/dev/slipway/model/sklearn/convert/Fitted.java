// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// Pipelines that Debian's python3-sklearn fitted, with rows and its own answers to them.
record Fitted(Path file) {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /// What make.py ends with then.
  private static final int LACKS_LIBRARIES = 3;

  /// Fits all of a family; skips the test, in words, where there is no scikit-learn.
  static List<Fitted> all(String family, Path folder) throws Exception {
    String make = Path.of("src/test/resources/sklearn/make.py").toAbsolutePath().toString();
    int exit = run(folder, "-B", make, folder.toString(), family);
    assumeTrue(
        exit != LACKS_LIBRARIES,
        "python3-sklearn, python3-pandas or python3-joblib is not installed: nothing was fitted");
    assertEquals(0, exit, () -> said(folder));
    try (Stream<Path> files = Files.list(folder.resolve(family))) {
      return files
          .filter(file -> file.toString().endsWith(".joblib"))
          .sorted()
          .map(Fitted::new)
          .toList();
    }
  }

  private static int run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PYTHON)) {
      return LACKS_LIBRARIES;
    }
    List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
    command.addAll(List.of(arguments));
    Process python =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("python.txt").toFile())
            .start();
    if (!python.waitFor(5, TimeUnit.MINUTES)) {
      python.destroyForcibly();
      return -1;
    }
    return python.exitValue();
  }

  private static String said(Path folder) {
    try {
      return Files.readString(folder.resolve("python.txt"));
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  String name() {
    return String.valueOf(file.getFileName()).replace(".joblib", "");
  }

  /// Whether the file is one that must be refused.
  boolean isRefused() {
    return !Files.exists(beside(".answers.csv"));
  }

  private Path beside(String end) {
    return file.resolveSibling(name() + end);
  }

  /// The rows that it was asked, as what its columns hold.
  List<List<Cell>> rows(List<Taken> takes) throws IOException {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<String> written : table(".rows.csv").rows()) {
      rows.add(
          IntStream.range(0, takes.size())
              .mapToObj(i -> cell(written.get(i), takes.get(i)))
              .toList());
    }
    return rows;
  }

  private static Cell cell(String written, Taken taken) {
    return switch (taken) {
      case TEXT -> new Cell.Text(written);
      case NUMBER -> new Cell.Number(written.isEmpty() ? Double.NaN : Double.parseDouble(written));
      case ANYTHING -> new Cell.Number(Double.NaN);
    };
  }

  /// What Python answered.
  Table answers() throws IOException {
    return table(".answers.csv");
  }

  List<String> columns() throws IOException {
    return table(".rows.csv").header();
  }

  private Table table(String end) throws IOException {
    try (var parser = CSVFormat.RFC4180.parse(Files.newBufferedReader(beside(end), UTF_8))) {
      List<List<String>> all = parser.stream().map(CSVRecord::toList).toList();
      return new Table(all.getFirst(), all.subList(1, all.size()));
    }
  }

  /// A table of texts.
  record Table(List<String> header, List<List<String>> rows) {

    /// Columns whose names begin so, or one of just this name.
    List<Integer> columns(String stem) {
      return IntStream.range(0, header.size())
          .filter(i -> header.get(i).equals(stem) || header.get(i).startsWith(stem + "_"))
          .boxed()
          .toList();
    }

    double[] numbers(int row, List<Integer> columns) {
      return columns.stream().mapToDouble(column -> number(rows.get(row).get(column))).toArray();
    }

    private static double number(String written) {
      return switch (written) {
        case "" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(written);
      };
    }
  }
}
