// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.data.TableProfile;
import dev.slipway.request.Table;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as other tools and other people write them.
final class UnusualFilesTest {

  private static final Limits SMALL = new Limits(2, Bytes.mebibytes(256));

  @TempDir Path folder;

  @Test
  void aTimeOfDayIsAText() throws Exception {
    ColumnProfile times = only(profile(write("t.csv", "at\n12:30:05\n23:59:59\n\n00:00:00\n")));

    assertEquals(Kind.TEXT, times.kind());
    assertEquals(List.of("00:00:00", "12:30:05", "23:59:59"), values(times));
  }

  @Test
  void everyTypeOfParquetIsDescribed() throws Exception {
    Path file = folder.resolve("types.parquet");
    parquet(
        file,
        "uuid() AS key, TIME '03:04:05' AS t, 'b'::ENUM('a', 'b') AS kind, 1.50::DECIMAL(18, 2) AS"
            + " price, 18446744073709551615::UBIGINT AS big, [1, 2] AS list, {'a': 1} AS pair,"
            + " MAP{'k': 1} AS map, '\\xAA'::BLOB AS bytes, INTERVAL 1 DAY AS span,"
            + " TIMESTAMPTZ '2024-01-02 03:04:05+02' AS moment, NULL::TIMETZ AS never");

    TableProfile profile = profile(file);

    assertEquals(
        List.of(
            Kind.TEXT,
            Kind.TEXT,
            Kind.TEXT,
            Kind.NUMBER,
            Kind.WHOLE,
            Kind.OTHER,
            Kind.OTHER,
            Kind.OTHER,
            Kind.OTHER,
            Kind.OTHER,
            Kind.TIME,
            Kind.TEXT),
        profile.columns().stream().map(ColumnProfile::kind).toList());
    assertEquals(List.of("18446744073709551615"), values(profile.columns().get(4)));
    // told in UTC, wherever the machine stands
    assertEquals(List.of("2024-01-02 01:04:05+00"), values(profile.columns().get(10)));
    assertEquals(1, profile.columns().getLast().missing());
  }

  /// In the engine names differ by more than case, and `rowid` is a word of its own.
  @Test
  void columnsAreKnownByTheNamesOfTheFile() throws Exception {
    Path file = write("t.csv", "a,A,rowid,select\n1,2,9,x\n3,4,7,y\n5,6,8,z\n");

    TableProfile profile = profile(file);

    assertEquals(
        List.of("a", "A", "rowid", "select"),
        profile.columns().stream().map(ColumnProfile::name).toList());
    assertEquals(List.of("7", "8", "9"), values(profile.columns().get(2)));
    try (var files = open(file)) {
      assertEquals(
          List.of(
              List.of("1", "2", "9", "x"),
              List.of("3", "4", "7", "y"),
              List.of("5", "6", "8", "z")),
          files.sample(0, 3).rows());
    }
  }

  @Test
  void moreColumnsThanAreAskedAtATimeAreAllDescribed() throws Exception {
    int wide = 300;
    String header =
        IntStream.range(0, wide).mapToObj(i -> "f" + i).collect(Collectors.joining(","));
    String first = IntStream.range(0, wide).mapToObj(i -> "" + i).collect(Collectors.joining(","));
    String second =
        IntStream.range(0, wide)
            .mapToObj(i -> i == 299 ? "a@b.org" : "" + 2 * i)
            .collect(Collectors.joining(","));
    Path file = write("wide.csv", header + "\n" + first + "\n" + (second + "\n").repeat(3));

    try (var files = open(file)) {
      TableProfile profile = files.profile(0, Progress.NONE);

      assertEquals(wide, profile.columns().size());
      for (int i = 1; i < wide - 1; i++) {
        assertEquals("f" + i, profile.columns().get(i).name());
        assertEquals(2.0 * i, profile.columns().get(i).numbers().orElseThrow().max());
      }
      assertEquals(2, profile.duplicates());
      assertEquals(
          List.of("f299"),
          files.personal(0, Progress.NONE).stream().map(found -> found.column()).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2, \"b\": \"y\"}\n",
        "{ \"a\": 1, \"b\": \"x\" }\n{ \"a\": 2, \"b\": \"y\" }\n",
        "[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2, \"b\": \"y\"}]",
        "[\n  {\n    \"a\": 1,\n    \"b\": \"x\"\n  },\n  {\"a\": 2, \"b\": \"y\"}\n]\n",
      })
  void objectsMayStandInLinesOrInOneArray(String json) throws Exception {
    Path file = write("t.json", json);

    assertEquals(DataFormat.JSON_LINES, DataFormat.of(file));
    Table table = DataFiles.table(file, "t.json");
    assertEquals(List.of("a", "b"), table.columns());
    assertEquals(List.of(List.of("1", "x"), List.of("2", "y")), table.rows());
  }

  @Test
  void aBrokenLineOfJsonIsNamed() throws Exception {
    String lines = "{\"a\": 1}\n".repeat(5000);

    assertEquals(
        "Line 5002 of t.jsonl is not a JSON object",
        refusal(write("t.jsonl", lines + "\n{\"a\": }\n" + lines)).what());
    assertEquals(
        "Line 2 of t.jsonl is not a JSON object",
        refusal(write("t.jsonl", "{\"a\": 1}\n[2]\n{\"a\": 3}\n")).what());
  }

  @Test
  void packedFilesAreReadAsWhatIsInThem() throws Exception {
    Path csv = packed("t.csv.gz", "id;code\n1;007\n2;\"x\ny\"\n");
    Path json = packed("t.jsonl.gz", "{\"id\": 1, \"code\": \"007\"}\n{\"id\": 2}\n");

    assertEquals(
        List.of(List.of("1", "007"), List.of("2", "x\ny")), DataFiles.table(csv, "t").rows());
    assertEquals(List.of("007", "x\ny"), values(profile(csv).columns().getLast()));
    assertEquals(DataFormat.JSON_LINES, DataFormat.of(json));
    assertEquals(List.of(List.of("1", "007"), List.of("2", "")), DataFiles.table(json, "t").rows());
    byte[] whole = Files.readAllBytes(csv);
    Files.write(csv, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertEquals("data.unreadable", refusal(csv).code().id());
  }

  @Test
  void aZeroInFrontMakesATextHoweverLateItComes() throws Exception {
    String codes =
        IntStream.range(10_000, 40_000).mapToObj(i -> i + "\n").collect(Collectors.joining());

    ColumnProfile zip = only(profile(write("zip.csv", "zip\n" + codes + "08001\n")));

    assertEquals(Kind.TEXT, zip.kind());
    assertEquals("08001", zip.top().getFirst().value());
  }

  @Test
  void numbersOfMoreDigitsThanAMachineCountsAreTexts() throws Exception {
    String key = "1234567890".repeat(5);
    ColumnProfile keys = only(profile(write("k.csv", "key\n" + key + "\n5\n")));

    assertEquals(Kind.TEXT, keys.kind());
    assertEquals(Set.of(key, "5"), Set.copyOf(values(keys)));
  }

  /// The second begins as a name does, and goes on otherwise where no name does any more.
  @Test
  void personalDataIsFoundInLongTextsAsInShortOnes() throws Exception {
    String address = "a".repeat(64) + "@" + "b".repeat(250) + ".org";
    String text = "Ada " + "Lovelace".repeat(100) + " 1815";
    String padded = " ".repeat(450) + "ada@example.org" + " ".repeat(450);
    Path file =
        write("t.csv", "x,y,z\n" + (address + "," + text + ",\"" + padded + "\"\n").repeat(4));

    try (var files = open(file)) {
      assertEquals(
          List.of("x", "z"),
          files.personal(0, Progress.NONE).stream().map(found -> found.column()).toList());
    }
  }

  @Test
  void aRowThatIsTooLongIsRefusedWithoutShowingIt() throws Exception {
    Path file = write("t.csv", "a,b\n1,\"" + "x".repeat(3_000_000) + "\"\n2,y\n");

    Problem refused = refusal(file);

    assertEquals("data.malformed", refused.code().id());
    assertTrue(refused.why().contains("Maximum line size of 2000000 bytes"), refused.why());
    assertTrue(refused.why().length() < 200, refused.why());
  }

  @Test
  void saysWhichLineOfALargeCsvIsBrokenAndWhy() throws Exception {
    String rows = "1,x\n".repeat(30_000);

    Problem open = refusal(write("t.csv", "a,b\n" + rows + "2,\"y\n"));

    assertEquals("Line 30002 of t.csv cannot be read as CSV", open.what());
    assertEquals("Value with unterminated quote found.", open.why());
  }

  @Test
  void wholeNumbersBeyondADoubleAreNotTheSameRow() throws Exception {
    Path one = write("1.csv", "id\n9007199254740993\n9007199254740995\n");
    Path other = write("2.csv", "id\n9007199254740992\n9007199254740995\n");

    assertEquals(Optional.of(1L), shared(one, other));
  }

  @Test
  void theSameRowIsFoundHoweverTheFilesStoreIt() throws Exception {
    Path parquet = folder.resolve("t.parquet");
    parquet(parquet, "0.1::FLOAT AS x, 7.0::DOUBLE AS n, TIMESTAMP '2024-01-02' AS day");

    assertEquals(
        Optional.of(1L), shared(parquet, write("t.csv", "x,n,day\n0.1,7,2024-01-02\n0.2,7,\n")));
    // as 32 bits the two would be one; nobody stored them so
    assertEquals(
        Optional.of(0L),
        shared(write("1.csv", "at\n1700000000.25\n"), write("2.csv", "at\n1700000001.25\n")));
  }

  @Test
  void aNumberingOfEachFileDoesNotHideThatRowsAreTheSame() throws Exception {
    Path reference = write("1.csv", "row,x,y\n0,5,a\n1,6,b\n2,7,c\n");

    assertEquals(
        Optional.of(2L), shared(write("2.csv", "row,x,y\n0,6,b\n1,7,c\n2,8,d\n"), reference));
    // keys of observations do tell them apart
    assertEquals(
        Optional.of(0L), shared(write("3.csv", "row,x,y\n17,6,b\n12,7,c\n29,8,d\n"), reference));
  }

  private static Optional<Long> shared(Path rows, Path known) throws Exception {
    try (var files = open(rows, known)) {
      var split = new SplitQueries(files, 0, 1);
      List<String> common = split.common();
      return common.isEmpty()
          ? Optional.empty()
          : Optional.of(split.shared(split.telling(common, List.of())));
    }
  }

  private static DataFiles open(Path... paths) throws Exception {
    List<DataFiles.Source> sources = new ArrayList<>();
    for (Path path : paths) {
      sources.add(new DataFiles.Source(path, path.getFileName().toString()));
    }
    return DataFiles.open(sources, SMALL, Progress.NONE);
  }

  private static TableProfile profile(Path file) throws Exception {
    try (var files = open(file)) {
      return files.profile(0, Progress.NONE);
    }
  }

  private static ColumnProfile only(TableProfile profile) {
    assertEquals(1, profile.columns().size());
    return profile.columns().getFirst();
  }

  private static List<String> values(ColumnProfile column) {
    return column.top().stream().map(ColumnProfile.Frequent::value).toList();
  }

  private static Problem refusal(Path file) {
    return assertThrows(ProblemException.class, () -> open(file).close()).problem();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path packed(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void parquet(Path file, String columns) throws Exception {
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      statement.execute("COPY (SELECT " + columns + ") TO '" + file + "' (FORMAT parquet)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "parquet"})
  void aFolderThatIsCalledAsAPartitionIsNoColumn(String format) throws Exception {
    Path file = folder.resolve("year=2026/a=1/t." + format);
    Files.createDirectories(file.getParent());
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("COPY (SELECT 7 AS a, 8 AS b) TO '" + file + "' (FORMAT " + format + ")");
    }

    Table table = DataFiles.sample(file, "t", 10);

    assertEquals(List.of("a", "b"), table.columns());
    assertEquals(List.of(List.of("7", "8")), table.rows());
    try (RowFiles files = RowFiles.open(List.of(file))) {
      assertEquals(List.of("a", "b"), files.look(file, "t").names());
    }
  }
}
