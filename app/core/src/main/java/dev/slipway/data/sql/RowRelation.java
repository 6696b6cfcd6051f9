// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.request.CsvHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The rows of a copy in SQL: columns that are kept as `k0`, `k1`…, those that the function takes
/// as `c0`, `c1`…, and where it matters each row's place in the file as `place`.
final class RowRelation {

  /// The engine's own word for a row's place in a Parquet file.
  private static final String ROW_NUMBER = "file_row_number";

  private final RowCopy copy;
  private final boolean careful;
  private final List<RowFile.Column> taken = new ArrayList<>();

  /// @param careful whether texts of a CSV are left to the function that are not plain numbers, and
  ///   rows have their places
  RowRelation(RowCopy copy, boolean careful) {
    this.copy = copy;
    this.careful = careful;
    copy.taken().forEach(column -> taken.add(copy.file().column(column.column()).orElseThrow()));
  }

  static String parquet(Path path) {
    return "read_parquet(" + FileLoader.file(path) + FileLoader.ONLY_THE_FILE + ")";
  }

  /// How the function reads each of its columns.
  List<CellType> types() {
    return IntStream.range(0, taken.size()).mapToObj(this::type).toList();
  }

  private CellType type(int column) {
    RowFile.Column from = taken.get(column);
    CellType as = copy.taken().get(column).as();
    if (copy.file().format() == DataFormat.CSV && as != CellType.TEXT) {
      return careful ? CellType.TEXT : CellType.REAL;
    }
    return from.readAs(as);
  }

  String sql() throws ProblemException, IOException {
    List<String> values = new ArrayList<>();
    if (careful) {
      values.add(place() + " AS place");
    }
    for (int i = 0; i < copy.kept().size(); i++) {
      values.add(kept(copy.kept().get(i)) + " AS k" + i);
    }
    for (int i = 0; i < taken.size(); i++) {
      values.add(value(i) + " AS c" + i);
    }
    return "SELECT " + String.join(", ", values) + " FROM " + rows();
  }

  private String kept(RowCopy.Kept column) {
    RowFile.Column from = copy.file().column(column.column()).orElseThrow();
    String name = Quoted.name(from.known());
    return from.type().equals(column.type()) ? name : "CAST(" + name + " AS " + column.type() + ")";
  }

  private String value(int column) {
    RowFile.Column from = taken.get(column);
    String name = Quoted.name(from.known());
    return switch (type(column)) {
      case SINGLE -> name;
      case REAL -> {
        if (copy.file().format() == DataFormat.CSV) {
          yield plain(name);
        }
        yield from.readsItsText()
            ? "CAST(CAST(" + name + " AS VARCHAR) AS DOUBLE)"
            : "CAST(" + name + " AS DOUBLE)";
      }
      case TEXT ->
          copy.file().format() == DataFormat.CSV
              ? "CASE WHEN trim(%1$s, E' \\t\\r\\n') <> '' THEN %1$s END".formatted(name)
              : "CAST(" + FileLoader.value(name, from.kind()) + " AS VARCHAR)";
    };
  }

  /// What the engine takes for a number and a model does not (`1_000`, `inf`, `NAN`) becomes what
  /// neither takes.
  private static String plain(String name) {
    return "CASE WHEN %1$s IN (%2$s) THEN NULL ELSE CAST(translate(%1$s, '_nN', 'xxx') AS DOUBLE) END"
        .formatted(
            name, FileLoader.MISSING.stream().map(Quoted::text).collect(Collectors.joining(", ")));
  }

  private String rows() throws ProblemException, IOException {
    RowFile file = copy.file();
    return switch (file.format()) {
      case PARQUET -> {
        boolean part = copy.from() > 0 || copy.to() != RowCopy.TO_THE_END;
        if (!careful && !part) {
          yield parquet(file.path());
        }
        String names =
            Stream.concat(copy.kept().stream().map(RowCopy.Kept::column), names(taken))
                .distinct()
                .map(Quoted::name)
                .collect(Collectors.joining(", "));
        String all =
            isColumn(ROW_NUMBER)
                ? "SELECT %s, row_number() OVER () - 1 AS %s FROM %s"
                    .formatted(names, place(), parquet(file.path()))
                : "SELECT %s, %s AS %s FROM read_parquet(%s%s, %s = true)"
                    .formatted(
                        names,
                        ROW_NUMBER,
                        place(),
                        FileLoader.file(file.path()),
                        FileLoader.ONLY_THE_FILE,
                        ROW_NUMBER);
        yield part
            ? "(SELECT * FROM (%1$s) WHERE %2$s >= %3$d AND %2$s < %4$d)"
                .formatted(all, place(), copy.from(), copy.to())
            : "(" + all + ")";
      }
      case CSV ->
          numbered(
              FileLoader.csv(
                  file.path(), CsvHeader.of(file.path()), List.of(""), "all_varchar = true"));
      case JSON_LINES -> numbered(FileLoader.json(file.path()));
    };
  }

  private static Stream<String> names(List<RowFile.Column> columns) {
    return columns.stream().map(RowFile.Column::known);
  }

  private String numbered(String rows) {
    return careful
        ? "(SELECT *, row_number() OVER () - 1 AS " + place() + " FROM " + rows + ")"
        : rows;
  }

  /// What places are called beside the file's own columns, none of which has that name.
  private String place() {
    String name = "place";
    while (isColumn(name)) {
      name += "_";
    }
    return name;
  }

  /// Names differ in the engine by more than their case.
  private boolean isColumn(String name) {
    return copy.file().columns().stream().anyMatch(one -> one.known().equalsIgnoreCase(name));
  }
}
