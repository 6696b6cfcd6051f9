// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Frequent;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.request.CsvHeader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Shows truths of a CSV as they are written, such as `yes` and `no`.
final class WrittenTruths {

  private static final int FREQUENT = 10;

  private final DataFiles files;
  private final LoadedFile file;
  private final String rows;

  private WrittenTruths(DataFiles files, LoadedFile file, String rows) {
    this.files = files;
    this.file = file;
    this.rows = rows;
  }

  /// The same columns, with such values as the most frequent ones of truths.
  static List<ColumnProfile> shown(DataFiles files, LoadedFile file, List<ColumnProfile> columns)
      throws SQLException, IOException, InterruptedException, ProblemException {
    if (file.format() != DataFormat.CSV
        || columns.stream().noneMatch(column -> column.kind() == Kind.TRUTH)) {
      return columns;
    }
    String rows =
        FileLoader.csv(
            file.path(), CsvHeader.of(file.path()), FileLoader.MISSING, "all_varchar = true");
    return new WrittenTruths(files, file, rows).shown(columns);
  }

  private List<ColumnProfile> shown(List<ColumnProfile> columns)
      throws SQLException, InterruptedException {
    List<ColumnProfile> truths =
        columns.stream().filter(column -> column.kind() == Kind.TRUTH).toList();
    Row otherwise =
        files.one(
            "SELECT "
                + truths.stream()
                    .map(truth ->
                        "count(*) FILTER (WHERE %s NOT IN ('true', 'false'))".formatted(sql(truth)))
                    .collect(Collectors.joining(", "))
                + " FROM "
                + rows);
    List<ColumnProfile> shown = new ArrayList<>();
    for (ColumnProfile column : columns) {
      int truth = truths.indexOf(column);
      shown.add(
          truth >= 0 && otherwise.whole(truth) > 0 ? column.showing(written(column)) : column);
    }
    return shown;
  }

  private List<Frequent> written(ColumnProfile column) throws SQLException, InterruptedException {
    return files
        .rows(
            "SELECT %1$s, count(*) AS n FROM %2$s WHERE %1$s IS NOT NULL GROUP BY %1$s ORDER BY n DESC, %1$s LIMIT %3$d"
                .formatted(sql(column), rows, FREQUENT))
        .stream()
        .map(row -> new Frequent(row.text(0).orElse(""), row.whole(1)))
        .toList();
  }

  private String sql(ColumnProfile column) {
    return file.column(column.name()).orElseThrow().sql();
  }
}
