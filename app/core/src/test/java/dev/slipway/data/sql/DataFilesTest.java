// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Frequent;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.ColumnProfile.Period;
import dev.slipway.data.DataFormat;
import dev.slipway.data.TableProfile;
import dev.slipway.request.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFilesTest {

  private static final Limits SMALL = new Limits(2, Bytes.mebibytes(256));

  @TempDir Path folder;

  @Test
  void describesNumbersTextsTruthsAndDates() throws Exception {
    TableProfile profile =
        profile(
            "t.csv",
            """
            id;size;kind;good;day
            1;1.5;a;true;2024-01-31
            2;NA;'b;false;2024-02-29
            3;2.5;a;;2023-12-01
            4;-1;  ;true;NULL
            """);

    assertEquals(
        List.of(Kind.WHOLE, Kind.NUMBER, Kind.TEXT, Kind.TRUTH, Kind.TIME),
        profile.columns().stream().map(ColumnProfile::kind).toList());
    assertEquals(
        List.of(0L, 1L, 1L, 1L, 1L),
        profile.columns().stream().map(ColumnProfile::missing).toList());
    assertEquals(
        List.of(4L, 3L, 2L, 2L, 3L),
        profile.columns().stream().map(ColumnProfile::distinct).toList());
    assertEquals(
        List.of(new Frequent("a", 2), new Frequent("'b", 1)), profile.columns().get(2).top());
    assertEquals(
        Optional.of(new Period("2023-12-01", "2024-02-29")), profile.columns().get(4).period());
    assertEquals(4, profile.rows());
    assertEquals(DataFormat.CSV, profile.format());
  }

  @Test
  void truthsAreShownAsTheyAreWritten() throws Exception {
    List<ColumnProfile> columns =
        profile("t.csv", "churned,paid,kept\nno,true,T\nyes,false,F\nno,true,t\nNA,,T\n").columns();

    assertEquals(
        List.of(Kind.TRUTH, Kind.TRUTH, Kind.TRUTH),
        columns.stream().map(ColumnProfile::kind).toList());
    assertEquals(
        List.of(
            List.of(new Frequent("no", 2), new Frequent("yes", 1)),
            List.of(new Frequent("true", 2), new Frequent("false", 1)),
            List.of(new Frequent("T", 2), new Frequent("F", 1), new Frequent("t", 1))),
        columns.stream().map(ColumnProfile::top).toList());
  }

  @Test
  void quantilesAndHistogramAreThoseOfTheNumbers() throws Exception {
    String csv =
        "x\n"
            + IntStream.rangeClosed(0, 200)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("\n"));

    ColumnProfile column = profile("t.csv", csv).columns().getFirst();

    var numbers = column.numbers().orElseThrow();
    assertEquals(
        List.of(2.0, 10.0, 50.0, 100.0, 150.0, 190.0, 198.0),
        numbers.quantiles().stream().map(ColumnProfile.Quantile::value).toList());
    assertEquals(100, numbers.mean());
    assertEquals(58.17, numbers.deviation(), 0.01);
    assertEquals(20, column.histogram().size());
    assertEquals(
        List.of(10L, 10L, 11L),
        List.of(
            column.histogram().getFirst().count(),
            column.histogram().get(10).count(),
            column.histogram().getLast().count()));
    assertEquals(201, column.histogram().stream().mapToLong(ColumnProfile.Bin::count).sum());
  }

  @Test
  void aNumberThatIsNoneIsMissingAndAnInfiniteOneIsCountedApart() throws Exception {
    ColumnProfile column = profile("t.csv", "x\n1.5\nnan\ninf\n-inf\n2.5\n").columns().getFirst();

    assertEquals(1, column.missing());
    assertEquals(2, column.numbers().orElseThrow().infinite());
    assertEquals(2.0, column.numbers().orElseThrow().mean());
  }

  @Test
  void aNumberThatNeverVariesHasOneBinOfTheRowsThatHaveIt() throws Exception {
    ColumnProfile column = profile("t.csv", "x,y\n7.5,a\n,b\n7.5,c\ninf,d\n").columns().getFirst();

    assertEquals(List.of(new ColumnProfile.Bin(7.5, 7.5, 2)), column.histogram());
  }

  @Test
  void aLaterRowOfAnotherTypeMakesTheColumnText() throws Exception {
    String csv =
        "code\n"
            + IntStream.range(0, 30_000)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("\n"))
            + "\nA17\n";

    ColumnProfile column = profile("t.csv", csv).columns().getFirst();

    assertEquals(Kind.TEXT, column.kind());
    assertEquals(30_001, column.distinct());
  }

  /// Told from the first rows, it would be a column of whole numbers, and 3.5 would be a 4.
  @Test
  void aFractionAtTheEndOfALargeFileIsKept() throws Exception {
    String filler = "x".repeat(2400);
    String csv = "x,y\n" + ("2," + filler + "\n").repeat(30_000) + "3.5," + filler + "\n";

    ColumnProfile column = profile("t.csv", csv).columns().getFirst();

    assertEquals(Kind.NUMBER, column.kind());
    assertEquals(3.5, column.numbers().orElseThrow().max());
  }

  /// The first rows could be months before days; a reader that looked at them alone would take them
  /// so, and refuse the last.
  @Test
  void daysAreReadAsAllRowsSayThatTheyAreWritten() throws Exception {
    String rows = "03.04.2023,03/04/2023 10:00:00\n".repeat(30_000);

    TableProfile profile =
        profile("days.csv", "day,moment\n" + rows + "31.12.2022,31/12/2022 08:15:00\n");

    assertEquals(
        List.of(
            Optional.of(new Period("2022-12-31", "2023-04-03")),
            Optional.of(new Period("2022-12-31 08:15:00", "2023-04-03 10:00:00"))),
        profile.columns().stream().map(ColumnProfile::period).toList());
  }

  /// To the engine its name is a pattern, by which it tells no types.
  @Test
  void typesOfAFileWhoseNameIsAPatternAreToldFromAllRowsToo() throws Exception {
    String whole = "3\n".repeat(30_000);

    ColumnProfile column = profile("t[1].csv", "x\n" + whole + "3.5\n").columns().getFirst();

    assertEquals(Kind.NUMBER, column.kind());
    assertEquals(3.5, column.numbers().orElseThrow().max());
  }

  @Test
  void parquetAndJsonLinesSayTheSameAsCsv() throws Exception {
    Path parquet = folder.resolve("it's \"quoted\".parquet");
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES (1, 'a', 0.5::DOUBLE), (2, NULL, 'nan'::DOUBLE), (3, 'c',"
              + " 2.0::DOUBLE)) t(id, \"the kind\", x)) TO '"
              + parquet.toString().replace("'", "''")
              + "' (FORMAT parquet)");
    }
    Path json =
        Files.writeString(
            folder.resolve("t.jsonl"),
            """
            {"id": 1, "the kind": "a", "x": 0.5}
            {"id": 2, "the kind": null}
            {"id": 3, "the kind": "c", "x": 2.0}
            """);
    Path csv = Files.writeString(folder.resolve("t.csv"), "id,the kind,x\n1,a,0.5\n2,,\n3,c,2\n");

    try (var files =
        DataFiles.open(List.of(source(parquet), source(json), source(csv)), SMALL, Progress.NONE)) {
      TableProfile fromCsv = files.profile(2, Progress.NONE);
      assertEquals(facts(fromCsv), facts(files.profile(0, Progress.NONE)));
      assertEquals(facts(fromCsv), facts(files.profile(1, Progress.NONE)));
      assertEquals(Optional.of(3L), shared(files, 0, 1));
      assertEquals(Optional.of(3L), shared(files, 2, 0));
    }
    assertEquals(
        new Table(
            "p",
            Sha256.of(parquet),
            List.of("id", "the kind", "x"),
            List.of(List.of("1", "a", "0.5"), List.of("2", "", ""), List.of("3", "c", "2.0")),
            List.of(1, 2, 3)),
        DataFiles.table(parquet, "p"));
  }

  @Test
  void columnNamesAndTextsCannotLeaveTheirQuotes() throws Exception {
    String name = "x\"); DROP TABLE file0; --'";

    TableProfile profile =
        profile("a'); DROP TABLE file0; --.csv", "\"" + name.replace("\"", "\"\"") + "\"\n1\n2\n");

    assertEquals(List.of(name), profile.columns().stream().map(ColumnProfile::name).toList());
    assertEquals(2, profile.rows());
  }

  @Test
  void readsTheNamedFilesAndNothingElse() throws Exception {
    Path named = Files.writeString(folder.resolve("named.csv"), "a\n1\n");
    Path other = Files.writeString(folder.resolve("other.csv"), "a\n1\n");
    Path written = folder.resolve("written.csv");

    try (var queries = FileQueries.over(List.of(named), SMALL)) {
      assertEquals(1, rows(queries, "SELECT * FROM read_csv('" + named + "')"));
      for (String forbidden :
          List.of(
              "SELECT * FROM read_csv('" + other + "')",
              "SELECT * FROM read_csv('" + folder + "/*.csv')",
              "SELECT * FROM read_text('/etc/hostname')",
              "COPY (SELECT 1) TO '" + written + "'",
              "COPY (SELECT 1) TO '" + named + "' (FORMAT parquet)",
              "ATTACH '" + folder.resolve("x.db") + "'",
              "SELECT * FROM read_csv('https://localhost/x.csv')",
              "INSTALL httpfs",
              "LOAD httpfs",
              "SET enable_external_access = true",
              "SET memory_limit = '64GB'")) {
        assertThrows(SQLException.class, () -> rows(queries, forbidden), forbidden);
      }
    }
    assertFalse(Files.exists(written));
    assertEquals("a\n1\n", Files.readString(named));
  }

  @Test
  void namesWhatIsWrongWithAFile() throws Exception {
    assertEquals("data.missing-file", refusal(folder.resolve("none.csv")).code().id());
    assertEquals("data.unreadable", refusal(folder).code().id());
    assertEquals("data.empty", refusal(write("e.csv", "")).code().id());
    assertEquals("data.empty", refusal(write("h.csv", "a,b\n")).code().id());
    assertEquals("data.duplicate-column", refusal(write("d.csv", "a,a\n1,2\n")).code().id());
    Problem ragged = refusal(write("r.csv", "a,b\n1,2\n3,4\n5\n"));
    assertEquals("data.ragged-row", ragged.code().id());
    assertTrue(ragged.what().startsWith("Line 4 of "), ragged.what());
    Path latin = folder.resolve("l.csv");
    Files.write(latin, "a,b\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("data.not-utf8", refusal(latin).code().id());
    assertEquals("data.malformed", refusal(write("p.parquet", "PAR1, but not really")).code().id());
    assertEquals("data.malformed", refusal(write("j.jsonl", "{\"a\": 1}\n{\"a\": \n")).code().id());
  }

  @Test
  void anInterruptStopsALongQuestion() throws Exception {
    Path file = write("t.csv", "a\n1\n");
    try (var queries = FileQueries.over(List.of(file), SMALL)) {
      Progress impatient =
          (fraction, doing) -> {
            if (doing.equals("counting") && fraction >= 0) {
              Thread.currentThread().interrupt();
            }
          };
      assertThrows(
          InterruptedException.class,
          () ->
              queries.rows(
                  "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range *"
                      + " b.range) % 7 = 3",
                  impatient, "counting"));
      assertEquals(1, rows(queries, "SELECT 1"));
    }
  }

  @Test
  void whatDoesNotFitMemoryGoesToDiskAndIsRemoved() throws Exception {
    Path file = write("t.csv", "a\n1\n");
    try (var queries = FileQueries.over(List.of(file), new Limits(2, Bytes.mebibytes(64)))) {
      assertEquals(
          1,
          rows(
              queries,
              "SELECT max(h) FROM (SELECT hash(range) AS h FROM range(5000000) ORDER BY h) "));
    }
  }

  @Test
  void moreThanTheDiskIsAllowedToHoldIsRefusedAndNotWritten() throws Exception {
    Path file = write("t.csv", "a\n1\n");
    Limits limits = new Limits(2, Bytes.mebibytes(64), Optional.of(Bytes.mebibytes(8)));
    try (var queries = FileQueries.over(List.of(file), limits)) {
      SQLException full =
          assertThrows(
              SQLException.class,
              () ->
                  rows(
                      queries,
                      "SELECT sum(r * h) FROM (SELECT h, row_number() OVER (ORDER BY h) AS r FROM"
                          + " (SELECT hash(range) % 1000000007 AS h FROM range(10000000)))"));
      assertTrue(String.valueOf(full.getMessage()).contains("Out of Memory"), full.getMessage());
    }
  }

  private static int rows(FileQueries queries, String sql) throws Exception {
    return queries.rows(sql, Progress.NONE, "asking").size();
  }

  private static List<Object> facts(TableProfile profile) {
    return profile.columns().stream()
        .<Object>map(column ->
            List.of(
                column.name(),
                column.missing(),
                column.distinct(),
                column.numbers().map(ColumnProfile.Numbers::mean),
                column.top()))
        .toList();
  }

  private TableProfile profile(String name, String csv) throws Exception {
    try (var files = DataFiles.open(List.of(source(write(name, csv))), SMALL, Progress.NONE)) {
      return files.profile(0, Progress.NONE);
    }
  }

  private Problem refusal(Path file) {
    return assertThrows(
            ProblemException.class,
            () -> DataFiles.open(List.of(source(file)), SMALL, Progress.NONE).close())
        .problem();
  }

  private static DataFiles.Source source(Path file) {
    return new DataFiles.Source(file, file.getFileName().toString());
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Optional<Long> shared(DataFiles files, int file, int other) throws Exception {
    var split = new SplitQueries(files, file, other);
    return Optional.of(split.shared(split.common()));
  }
}
