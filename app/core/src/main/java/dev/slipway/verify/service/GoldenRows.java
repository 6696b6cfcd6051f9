// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.measure.golden.Golden;
import dev.slipway.model.FeatureMap;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.AnswerColumns;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The golden requests as rows of a file, with the answers that the model gave to each.
///
/// @param columns of the file
/// @param rows the cells of each
/// @param answers the values of each by the names of their columns
record GoldenRows(
    List<String> columns, List<List<String>> rows, List<Map<String, String>> answers) {

  static final String KEY = "slipway_row";

  /// Another processor adds in another order.
  private static final double ABSOLUTE = 1e-5;

  private static final double RELATIVE = 1e-3;

  /// @return empty where the requests are no rows of columns
  static Optional<GoldenRows> of(Golden golden, FeatureMap features) {
    Optional<List<String>> columns = Optional.empty();
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, String>> answers = new ArrayList<>();
    for (Golden.Case one : golden.cases()) {
      Tensor first = one.request().values().iterator().next();
      int asked = first.rank() == 0 ? 0 : (int) first.dimension(0);
      AnswerColumns in = AnswerColumns.of(List.of(), one.request(), asked);
      AnswerColumns out = AnswerColumns.of(features.labels(), one.response(), asked);
      Optional<List<String>> names = names(one.request(), in, features);
      boolean fits = columns.isEmpty() || columns.equals(names);
      if (names.isEmpty() || !fits || in.rows(asked) != asked || out.rows(asked) != asked) {
        return Optional.empty();
      }
      columns = names;
      for (int row = 0; row < asked; row++) {
        rows.add(List.copyOf(texts(one.request(), in, row).values()));
        answers.add(texts(one.response(), out, row));
      }
    }
    return columns.map(names -> new GoldenRows(names, rows, answers));
  }

  private static Optional<List<String>> names(
      Map<String, Tensor> request, AnswerColumns columns, FeatureMap features) {
    if (request.size() == 1 && columns.columns().size() == features.features().size()) {
      return Optional.of(features.features());
    }
    List<String> names = columns.columns().stream().map(AnswerColumns.Column::name).toList();
    return names.equals(List.copyOf(request.keySet())) ? Optional.of(names) : Optional.empty();
  }

  private static Map<String, String> texts(
      Map<String, Tensor> tensors, AnswerColumns columns, int row) {
    List<Tensor> values = List.copyOf(tensors.values());
    Map<String, String> texts = new LinkedHashMap<>();
    for (AnswerColumns.Column column : columns.columns()) {
      String text = columns.text(column, values.get(column.output()), row);
      texts.put(column.name(), text.equals("NaN") ? "" : text);
    }
    return texts;
  }

  /// Writes them as a CSV, each with a key of its own.
  ///
  /// @param missing how many of the last columns are left out
  void write(Path file, int missing) throws IOException {
    String name = String.valueOf(file.getFileName());
    StringBuilder text = new StringBuilder(KEY);
    List<String> kept = columns.subList(0, columns.size() - missing);
    kept.forEach(column -> text.append(',').append(quoted(column)));
    for (int row = 0; row < rows.size(); row++) {
      text.append('\n').append(quoted(name + ":" + row));
      rows.get(row).subList(0, kept.size()).forEach(cell -> text.append(',').append(quoted(cell)));
    }
    Files.writeString(file, text.append('\n'));
  }

  private static String quoted(String cell) {
    return cell.isEmpty() ? "" : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /// What answers hold that the model did not answer; empty where they are as they should be.
  ///
  /// @param files how many files of these rows were scored
  Optional<String> difference(Path out, int files) throws IOException, ProblemException {
    SortedMap<String, Map<String, String>> found = new TreeMap<>();
    int read = 0;
    try (Stream<Path> all = Files.list(out)) {
      for (Path part : all.filter(file -> file.toString().endsWith(".parquet")).toList()) {
        Table table = DataFiles.table(part, String.valueOf(part.getFileName()));
        for (List<String> cells : table.rows()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 0; i < cells.size(); i++) {
            row.put(table.columns().get(i), cells.get(i));
          }
          found.put(row.getOrDefault(KEY, ""), row);
          read++;
        }
      }
    }
    if (read != files * rows.size() || found.size() != read) {
      return Optional.of(
          "%d rows were asked, %d are answered, %d of them with keys of their own."
              .formatted(files * rows.size(), read, found.size()));
    }
    for (var row : found.entrySet()) {
      int place = Integer.parseInt(row.getKey().replaceFirst(".*:", ""));
      for (var answer : answers.get(place).entrySet()) {
        String is = row.getValue().getOrDefault(answer.getKey(), "");
        if (!isNear(answer.getValue(), is)) {
          return Optional.of(
              "Row %s has '%s' in %s, not '%s'."
                  .formatted(row.getKey(), is, answer.getKey(), answer.getValue()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNear(String wanted, String is) {
    if (wanted.equals(is)) {
      return true;
    }
    try {
      double one = Double.parseDouble(wanted);
      return Math.abs(one - Double.parseDouble(is)) <= ABSOLUTE + RELATIVE * Math.abs(one);
    } catch (NumberFormatException noNumbers) {
      return false;
    }
  }
}
