// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.SplitFacts.Keys;
import dev.slipway.data.SplitFacts.Times;
import dev.slipway.request.Table;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks what two files have in common: rows, keys, times.
final class SplitQueries {

  /// A key that fewer rows have is no key, but chance.
  private static final int FEWEST_ROWS = 50;

  /// In a wider table many columns hold no value twice by chance, and without them all nothing
  /// would be left that tells rows apart.
  private static final int MOST_COLUMNS = 256;

  /// How people write days that the engine does not read by itself.
  private static final List<String> WRITTEN_TIMES =
      List.of("%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%Y/%m/%d", "%Y-%m", "%Y%m%d");

  private final DataFiles files;
  private final LoadedFile rows;
  private final LoadedFile known;
  private final Map<String, LoadedFile.Column> rowsColumns;
  private final Map<String, LoadedFile.Column> knownColumns;

  /// @param rows the file whose rows are looked for
  /// @param known the file in which they are looked for
  SplitQueries(DataFiles files, int rows, int known) {
    this.files = files;
    this.rows = files.file(rows);
    this.known = files.file(known);
    this.rowsColumns = this.rows.byName();
    this.knownColumns = this.known.byName();
  }

  private Optional<LoadedFile.Column> column(LoadedFile file, String name) {
    return Optional.ofNullable(
        (file.table().equals(rows.table()) ? rowsColumns : knownColumns).get(name));
  }

  private interface Query<R> {
    R ask() throws SQLException, InterruptedException;
  }

  private <R> R asked(Query<R> query) throws ProblemException, InterruptedException {
    try {
      return query.ask();
    } catch (SQLException e) {
      throw Refusals.failed(rows.source(), "comparing rows", e);
    }
  }

  /// Names of columns that both files have.
  List<String> common() {
    return rows.columns().stream()
        .map(LoadedFile.Column::name)
        .filter(name -> knownColumns.containsKey(name))
        .toList();
  }

  /// Without the columns that number the rows of each file, and keys that no two rows share: they
  /// hide that the rest is equal. All of them where nothing else is left.
  ///
  /// @param some rows of each file: a column that repeats there needs no question
  List<String> telling(List<String> columns, List<Table> some)
      throws ProblemException, InterruptedException {
    List<String> different =
        columns.stream()
            .filter(name -> some.stream().noneMatch(table -> repeats(table, name)))
            .toList();
    return asked(() -> {
      Set<String> numbering = numbering(rows, columns);
      numbering.retainAll(numbering(known, columns));
      Set<String> keys = keys(rows, different);
      keys.retainAll(keys(known, different));
      List<String> telling =
          columns.stream()
              .filter(name -> !numbering.contains(name) && !keys.contains(name))
              .toList();
      return telling.isEmpty() ? columns : telling;
    });
  }

  private static boolean repeats(Table some, String name) {
    int at = some.indexOf(name).orElseThrow();
    Set<String> seen = new HashSet<>();
    return some.rows().stream().anyMatch(row -> !seen.add(row.get(at)));
  }

  /// How many rows are equal to one of the other file in these columns, which both have.
  long shared(List<String> columns) throws ProblemException, InterruptedException {
    return asked(() ->
        files
            .one(
                "SELECT count(*) FROM (SELECT %s AS h FROM %s) WHERE h IN (SELECT %s FROM %s)"
                    .formatted(
                        hash(rows, columns), rows.table(), hash(known, columns), known.table()))
            .whole(0));
  }

  /// The share of the known rows that are equal to another of them.
  double repeated(List<String> columns) throws ProblemException, InterruptedException {
    long repeated =
        asked(() ->
            files
                .one(
                    "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM (SELECT %s AS h FROM %s) GROUP BY h) WHERE n > 1"
                        .formatted(hash(known, columns), known.table()))
                .whole(0));
    return (double) repeated / known.rows();
  }

  /// Of a column that both files have.
  Keys keys(String column) throws ProblemException, InterruptedException {
    String here = key(rows, column);
    String there = key(known, column);
    Row counts =
        asked(() ->
            files.one(
                ("SELECT count(DISTINCT k) FILTER (WHERE known), count(DISTINCT k), count(*) FILTER"
                        + " (WHERE known), count(*) FILTER (WHERE k IS NULL), (SELECT count(*) FROM"
                        + " %2$s WHERE %1$s IS NULL) FROM (SELECT k, k IN (SELECT k FROM (SELECT"
                        + " %1$s AS k FROM %2$s) WHERE k IS NOT NULL) AS known FROM (SELECT %3$s AS"
                        + " k FROM %4$s))")
                    .formatted(there, known.table(), here, rows.table())));
    return new Keys(
        counts.whole(0), counts.whole(1), counts.whole(2), counts.whole(3), counts.whole(4));
  }

  /// 007 in one file is 7 in another, which took it for a number.
  private String key(LoadedFile file, String column) {
    return "CASE WHEN regexp_full_match(%1$s, '0+[0-9]+') THEN ltrim(%1$s, '0') ELSE %1$s END"
        .formatted(texts(file, column));
  }

  /// Of a column that both files have.
  Times times(String column) throws ProblemException, InterruptedException {
    LoadedFile.Column here = column(rows, column).orElseThrow();
    LoadedFile.Column there = column(known, column).orElseThrow();
    return asked(() -> {
      Row later = span(here, rows);
      Row earlier = span(there, known);
      long without = later.whole(0) + earlier.whole(0);
      long unread = later.whole(1) + earlier.whole(1);
      if (here.kind().isNumeric() != there.kind().isNumeric()) {
        return new Times(false, earlier.text(3), later.text(2), 0, unread, without);
      }
      long early =
          files
              .one(
                  "SELECT count(*) FROM (SELECT %s AS m FROM %s) WHERE m <= (SELECT max(m) FROM (SELECT %s AS m FROM %s))"
                      .formatted(moment(here), rows.table(), moment(there), known.table()))
              .whole(0);
      return new Times(true, earlier.text(3), later.text(2), early, unread, without);
    });
  }

  /// Rows without a time, values that are none, the first and the last.
  private Row span(LoadedFile.Column column, LoadedFile file)
      throws SQLException, InterruptedException {
    return files.one(
        "SELECT count(*) FILTER (WHERE v IS NULL), count(*) FILTER (WHERE v IS NOT NULL AND m IS NULL), CAST(min(m) AS VARCHAR), CAST(max(m) AS VARCHAR) FROM (SELECT %s AS v, %s AS m FROM %s)"
            .formatted(column.sql(), moment(column), file.table()));
  }

  private static String moment(LoadedFile.Column column) {
    return switch (column.kind()) {
      case WHOLE, NUMBER -> column.numbers();
      case TIME -> LoadedFile.Column.finite("CAST(" + column.sql() + " AS TIMESTAMP)");
      case TEXT, TRUTH, OTHER -> {
        String text = "trim(CAST(" + column.sql() + " AS VARCHAR))";
        yield LoadedFile.Column.finite(
            "coalesce(TRY_CAST(%s AS TIMESTAMP), try_strptime(%s, %s))"
                .formatted(text, text, Quoted.texts(WRITTEN_TIMES)));
      }
    };
  }

  /// Columns that hold 0, 1, 2, … or 1, 2, 3, … from the first row to the last.
  private Set<String> numbering(LoadedFile file, List<String> names)
      throws SQLException, InterruptedException {
    List<LoadedFile.Column> whole =
        names.stream()
            .flatMap(name -> column(file, name).stream())
            .filter(column -> column.kind() == Kind.WHOLE)
            .toList();
    Set<String> numbering = new HashSet<>();
    if (whole.isEmpty() || file.rows() < 2) {
      return numbering;
    }
    List<Row> ends =
        files.rows(
            "SELECT %s FROM %s WHERE rowid IN (0, %d) ORDER BY rowid"
                .formatted(
                    whole.stream().map(LoadedFile.Column::sql).collect(Collectors.joining(", ")),
                    file.table(),
                    file.rows() - 1));
    for (int i = 0; i < whole.size(); i++) {
      long first = ends.getFirst().whole(i);
      if (ends.getFirst().cells().get(i).isPresent()
          && (first == 0 || first == 1)
          && ends.getLast().whole(i) == first + file.rows() - 1
          && files
                  .one(
                      "SELECT count(*) FROM %s WHERE %s = rowid + %d"
                          .formatted(file.table(), whole.get(i).sql(), first))
                  .whole(0)
              == file.rows()) {
        numbering.add(whole.get(i).name());
      }
    }
    return numbering;
  }

  /// Columns that no two rows of a file share and that look like names of rows: whole numbers, and
  /// texts of one word.
  private Set<String> keys(LoadedFile file, List<String> names)
      throws SQLException, InterruptedException {
    Set<String> keys = new HashSet<>();
    if (file.rows() < FEWEST_ROWS || names.size() > MOST_COLUMNS) {
      return keys;
    }
    List<LoadedFile.Column> tried =
        names.stream()
            .map(name -> column(file, name).orElseThrow())
            .filter(column -> column.kind() == Kind.WHOLE || column.kind() == Kind.TEXT)
            .toList();
    ColumnBlocks.each(
        files,
        file.with(tried),
        some -> {
          var asked = new Aggregates();
          for (LoadedFile.Column column : some.columns()) {
            asked.ask(
                "count(DISTINCT "
                    + asked.value(
                        "CASE WHEN NOT contains(CAST(%1$s AS VARCHAR), ' ') THEN %1$s END"
                            .formatted(column.sql()))
                    + ")");
          }
          Row answer = asked.answer(files, some);
          for (int i = 0; i < some.columns().size(); i++) {
            if (answer.whole(i) == file.rows()) {
              keys.add(some.columns().get(i).name());
            }
          }
        });
    return keys;
  }

  /// A number that either file holds in 32 bits is not that of 64 bits that it was made from.
  private boolean isSingle(String column) {
    return Stream.of(rows, known)
        .anyMatch(file -> column(file, column).filter(LoadedFile.Column::isSingle).isPresent());
  }

  /// Whether one file holds true and false in a column, and the other something else.
  boolean isTruthInOne(String column) {
    List<Kind> kinds = kinds(column);
    return kinds.contains(Kind.TRUTH) && kinds.size() > 1;
  }

  /// The kinds of value that the two files hold in a column; whole numbers are numbers.
  private List<Kind> kinds(String column) {
    return Stream.of(rows, known)
        .flatMap(file -> column(file, column).stream())
        .map(LoadedFile.Column::kind)
        .map(kind -> kind == Kind.WHOLE ? Kind.NUMBER : kind)
        .distinct()
        .toList();
  }

  /// As texts, so that 1 in one file is 1.0 in another, and blanks around make no other value.
  private String texts(LoadedFile file, String name) {
    LoadedFile.Column column = column(file, name).orElseThrow();
    boolean single = isSingle(name);
    return "trim("
        + (kinds(name).size() > 1 ? column.textsOfAnyKind(single) : column.texts(single))
        + ")";
  }

  /// A value to be compared: as it is where both files store it alike.
  private String value(LoadedFile file, String name) {
    LoadedFile.Column column = column(file, name).orElseThrow();
    boolean alike =
        Stream.of(rows, known)
            .flatMap(each -> column(each, name).stream())
            .allMatch(each -> each.storedAs().equals(column.storedAs()));
    return switch (column.kind()) {
      case WHOLE, TRUTH -> alike ? column.sql() : texts(file, name);
      // -0.0 is 0.0.
      case NUMBER -> alike ? "(" + column.sql() + " + 0)" : texts(file, name);
      case TIME, TEXT, OTHER -> texts(file, name);
    };
  }

  private String hash(LoadedFile file, List<String> columns) {
    return columns.stream()
        .map(name -> value(file, name))
        .collect(Collectors.joining(", ", "hash(", ")"));
  }
}
