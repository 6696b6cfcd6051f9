// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.request.CsvHeader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Shows truths of a CSV as they are written, such as `yes` and `no`.
final class WrittenTruths {

  private static final int FREQUENT = 10;

  /// Columns of a statement: the file is read through for each of them.
  private static final int MOST_COLUMNS = 100;

  private final DataFiles files;
  private final LoadedFile file;

  /// @param file as it is written
  private WrittenTruths(DataFiles files, LoadedFile file) {
    this.files = files;
    this.file = file;
  }

  /// The same columns, with such values as the most frequent ones of truths.
  ///
  /// @param columns of the file, in its order
  static List<ColumnProfile> shown(DataFiles files, LoadedFile file, List<ColumnProfile> columns)
      throws InterruptedException, ProblemException {
    List<Integer> truths =
        IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).kind() == Kind.TRUTH)
            .boxed()
            .toList();
    if (file.format() != DataFormat.CSV || truths.isEmpty()) {
      return columns;
    }
    try {
      String rows =
          FileLoader.csv(
              file.path(), CsvHeader.of(file.path()), FileLoader.MISSING, "all_varchar = true");
      var written = new WrittenTruths(files, file.in(rows));
      List<ColumnProfile> shown = new ArrayList<>(columns);
      for (int from = 0; from < truths.size(); from += MOST_COLUMNS) {
        written.show(truths.subList(from, Math.min(truths.size(), from + MOST_COLUMNS)), shown);
      }
      return shown;
    } catch (SQLException e) {
      throw Refusals.unreadable(file.source(), "looking at " + file.source(), file.format(), e);
    } catch (IOException e) {
      throw Refusals.gone(file.source(), e);
    }
  }

  /// @param truths places of columns
  private void show(List<Integer> truths, List<ColumnProfile> shown)
      throws SQLException, InterruptedException {
    Row others =
        files.one(
            "SELECT "
                + truths.stream()
                    .map(i -> "count(*) FILTER (WHERE " + sql(i) + " NOT IN ('true', 'false'))")
                    .collect(Collectors.joining(", "))
                + " FROM "
                + file.table());
    List<Integer> told =
        IntStream.range(0, truths.size())
            .filter(i -> others.whole(i) > 0)
            .mapToObj(truths::get)
            .toList();
    List<ValueCounts> counts =
        ValueCounts.of(files, file, told.stream().map(this::sql).toList(), FREQUENT);
    for (int i = 0; i < counts.size(); i++) {
      int column = told.get(i);
      shown.set(column, shown.get(column).showing(counts.get(i).top()));
    }
  }

  private String sql(int column) {
    return file.columns().get(column).sql();
  }
}
