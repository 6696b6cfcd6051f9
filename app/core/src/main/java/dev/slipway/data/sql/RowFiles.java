// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.request.CsvHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Looks at files of rows without reading the rows.
public final class RowFiles implements AutoCloseable {

  private final FileQueries queries;

  private RowFiles(FileQueries queries) {
    this.queries = queries;
  }

  /// @param files all that will be looked at
  public static RowFiles open(List<Path> files) throws ProblemException {
    return new RowFiles(FileQueries.over(files, new Limits(1, Bytes.mebibytes(512))));
  }

  /// @throws ProblemException that names the file, where it cannot be read
  public RowFile look(Path path, String name) throws ProblemException, InterruptedException {
    DataFormat format = Refusals.formatOf(path, name);
    try {
      RowFile.Seen seen = RowFile.Seen.of(path);
      List<RowFile.Column> columns =
          switch (format) {
            case CSV -> csv(path);
            case PARQUET -> columns(RowRelation.parquet(path));
            case JSON_LINES -> columns(FileLoader.json(path));
          };
      return new RowFile(
          path,
          name,
          seen,
          format,
          columns,
          format == DataFormat.PARQUET ? groups(path) : List.of());
    } catch (SQLException e) {
      throw Refusals.unreadable(name, "looking at " + name, format, e);
    } catch (IOException e) {
      throw Refusals.gone(name, e);
    }
  }

  private static List<RowFile.Column> csv(Path path) throws ProblemException {
    List<String> header = CsvHeader.of(path).columns();
    List<RowFile.Column> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      columns.add(new RowFile.Column(header.get(i), Quoted.id(i), "VARCHAR", Kind.TEXT));
    }
    return columns;
  }

  private List<RowFile.Column> columns(String relation) throws SQLException, InterruptedException {
    List<RowFile.Column> columns = new ArrayList<>();
    for (Row row : asked("DESCRIBE SELECT * FROM " + relation)) {
      String name = row.text(0).orElse("");
      String type = row.text(1).orElse("");
      columns.add(RowFile.Column.stored(name, type));
    }
    return columns;
  }

  private List<Long> groups(Path path) throws SQLException, InterruptedException {
    return asked(
            "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata("
                + FileLoader.file(path)
                + ") ORDER BY row_group_id")
        .stream()
        .map(row -> row.whole(1))
        .toList();
  }

  private List<Row> asked(String sql) throws SQLException, InterruptedException {
    return queries.rows(sql, Progress.NONE, "looking");
  }

  @Override
  public void close() {
    queries.close();
  }
}
