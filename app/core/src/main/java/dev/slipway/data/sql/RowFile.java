// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.RowBlock.CellType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A data file of rows as it lies there, unread.
///
/// @param name as the user calls it
/// @param seen what the file system said of it before it was looked at
/// @param groups rows of each row group of a Parquet file; empty for others, which do not say
public record RowFile(
    Path path, String name, Seen seen, DataFormat format, List<Column> columns, List<Long> groups) {

  /// By which another file under the same name, or another content, shows.
  ///
  /// @param key of the file beside its name; empty where the file system knows none
  public record Seen(long bytes, Instant modified, String key) {

    static Seen of(Path path) throws IOException {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Seen(
          attributes.size(),
          attributes.lastModifiedTime().toInstant(),
          Objects.toString(attributes.fileKey(), ""));
    }
  }

  /// @param known what the engine calls it: a place in a CSV, its name in others
  /// @param type as the engine reads it; a CSV holds texts
  public record Column(String name, String known, String type, Kind kind) {

    /// Whole numbers and fractions whose text, read as a number, is the number that they are.
    private static final Set<String> PLAIN =
        Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "DOUBLE",
            "BOOLEAN");

    /// Of a file that says of which types its columns are.
    ///
    /// @param type as the engine calls it
    public static Column stored(String name, String type) {
      return new Column(name, name, type, FileLoader.kind(type));
    }

    /// How the values of a stored column are read.
    ///
    /// @param wanted how a function wants them where they are numbers
    public CellType readAs(CellType wanted) {
      if (wanted == CellType.TEXT || type.equals("FLOAT")) {
        return wanted;
      }
      return PLAIN.contains(type) || readsItsText() ? CellType.REAL : CellType.TEXT;
    }

    /// Of more digits than a double has, or in single precision of fewer, where 0.1 is the text and
    /// not the number nearest to it: read as its text is.
    public boolean readsItsText() {
      return type.equals("FLOAT")
          || type.startsWith("DECIMAL")
          || type.equals("HUGEINT")
          || type.equals("UHUGEINT");
    }

    /// Whether each value that the column's type holds is the same value in another type.
    public boolean isKeptAs(String other) {
      return Widening.isLossless(type, other);
    }
  }

  public RowFile {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /// @throws ProblemException that names it where it is another file now, or was written to
  public void refuseChanged() throws ProblemException {
    try {
      Seen now = Seen.of(path);
      if (!now.equals(seen)) {
        throw Problem.input(
                "data.changed",
                name + " changed while it was read",
                "It had %s of %s, and has %s of %s now."
                    .formatted(
                        Words.count(seen.bytes(), "byte"),
                        seen.modified(),
                        Words.count(now.bytes(), "byte"),
                        now.modified()),
                "See that nobody writes to it or replaces it meanwhile.")
            .asException();
      }
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /// That it could not be read to its end.
  public ProblemException gone(IOException cause) {
    return Refusals.gone(name, cause);
  }

  /// Where the file says so without being read.
  public OptionalLong rows() {
    return format == DataFormat.PARQUET
        ? OptionalLong.of(groups.stream().mapToLong(Long::longValue).sum())
        : OptionalLong.empty();
  }

  public Optional<Column> column(String column) {
    return columns.stream().filter(one -> one.name().equals(column)).findFirst();
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
