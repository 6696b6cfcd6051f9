// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.RowBlock.CellType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies through a function that doubles, and refuses 3.
final class RowCopierTest {

  private static final Limits LIMITS = new Limits(2, Bytes.mebibytes(256));

  @TempDir Path folder;

  private Path written(String name, String query) throws Exception {
    Path file = folder.resolve(name);
    String format = name.substring(name.indexOf('.') + 1);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT " + format + ")");
    }
    return file;
  }

  private RowCopy copy(Path file, long from, long to, String... kept) throws Exception {
    try (RowFiles files = RowFiles.open(List.of(file))) {
      RowFile looked = files.look(file, "t");
      return new RowCopy(
          looked,
          from,
          to,
          List.of(new RowCopy.Taken("a", CellType.REAL)),
          List.of(kept).stream()
              .map(name -> new RowCopy.Kept(name, name, looked.column(name).orElseThrow().type()))
              .toList(),
          List.of(new AnswerColumn("twice", AnswerColumn.Type.DOUBLE)),
          List.of(),
          folder.resolve("part"),
          folder.resolve("rejected"));
    }
  }

  private static void twice(RowBlock rows, AnswerBlock answers) {
    for (int row = 0; row < rows.rows(); row++) {
      answers.doubles(0)[row] = 2 * rows.real(0, row);
      if (rows.real(0, row) == 3) {
        answers.refuse(row, "it is 3");
      }
    }
  }

  private static RowCopy.Copied copied(RowCopy copy, RowFunction function)
      throws ProblemException, InterruptedException {
    try (RowCopier copier = RowCopier.of(copy, LIMITS)) {
      return copier.copy(copy, function);
    }
  }

  private static List<List<String>> rows(Path file) throws Exception {
    return DataFiles.table(file, "part").rows();
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.parquet", "t.json"})
  void columnsThatAreCalledAsPlacesOfRowsAreKeptAsTheyAre(String name) throws Exception {
    Path file =
        written(
            name,
            "SELECT i + 10 AS place, i + 20 AS file_row_number, i + 30 AS \"PLACE_\", i + 40 AS k0,"
                + " i + 50 AS c0, CAST(i AS DOUBLE) AS a FROM range(1, 4) t(i)");
    RowCopy copy =
        copy(file, 0, RowCopy.TO_THE_END, "place", "file_row_number", "PLACE_", "k0", "c0");

    RowCopy.Copied copied = copied(copy, RowCopierTest::twice);

    assertEquals(new RowCopy.Copied(3, 1, "row 3: it is 3", 2), copied);
    assertEquals(
        List.of(
            List.of("11", "21", "31", "41", "51", "2.0"),
            List.of("12", "22", "32", "42", "52", "4.0")),
        rows(copy.part()));
    assertEquals(
        List.of(List.of("t", "3", "it is 3", "13", "23", "33", "43", "53")), rows(copy.rejected()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"place", "file_row_number"})
  void somePartOfAFileIsCopiedInItsOrder(String kept) throws Exception {
    Path file =
        written(
            "t.parquet",
            "SELECT i AS %s, CAST(i + 4 AS DOUBLE) AS a FROM range(300000) t(i)".formatted(kept));
    RowCopy copy = copy(file, 200_000, 200_003, kept);

    RowCopy.Copied copied = copied(copy, RowCopierTest::twice);

    assertEquals(new RowCopy.Copied(3, 0, "", 2), copied);
    assertEquals(
        List.of(
            List.of("200000", "400008.0"),
            List.of("200001", "400010.0"),
            List.of("200002", "400012.0")),
        rows(copy.part()));
  }

  /// The engine stays from one to the next, and so does what is registered with it; neither may
  /// what one copy was answered reach another, nor a row that was read before it was replaced.
  @Test
  void oneCopierCopiesPartsOfSeveralFilesAndGoesOnAfterOneThatFailed() throws Exception {
    Path one = written("one.parquet", "SELECT CAST(i AS DOUBLE) AS a FROM range(4, 7) t(i)");
    Path two = written("two.parquet", "SELECT CAST(i AS DOUBLE) AS a FROM range(2, 4) t(i)");
    RowCopy first = copy(one, 0, 2);
    RowCopy rest = copy(one, 2, 3);
    RowCopy refused = copy(two, 0, RowCopy.TO_THE_END);
    RowFunction failing =
        (rows, answers) -> {
          throw new IllegalArgumentException("out of range");
        };
    List<List<List<String>>> written = new ArrayList<>();
    try (var copier =
        new RowCopier(List.of(one, two, first.part(), first.rejected()), LIMITS, rows -> {})) {
      for (RowCopy copy : List.of(first, rest, refused, first)) {
        copier.copy(copy, RowCopierTest::twice);
        written.add(rows(copy.part()));
        Files.delete(copy.part());
        assertThrows(ProblemException.class, () -> copier.copy(copy, failing));
      }
      copier.copy(first, RowCopierTest::twice);
      Files.delete(first.part());
      written("one.parquet", "SELECT CAST(i AS DOUBLE) AS a FROM range(14, 17) t(i)");
      copier.copy(first, RowCopierTest::twice);
      written.add(rows(first.part()));
    }

    assertEquals(
        List.of(
            List.of(List.of("8.0"), List.of("10.0")),
            List.of(List.of("12.0")),
            List.of(List.of("4.0")),
            List.of(List.of("8.0"), List.of("10.0")),
            List.of(List.of("28.0"), List.of("30.0"))),
        written);
    assertEquals(List.of(List.of("t", "2", "it is 3")), rows(first.rejected()));
  }

  /// Two of them take 128 MB as they lie in the file, and as much to be read.
  @Test
  void rowGroupsThatDoNotFitIntoMemoryBesideEachOtherAreReadOneByOne() throws Exception {
    Path file = folder.resolve("t.parquet");
    List<String> kept = IntStream.range(0, 7).mapToObj(i -> "k" + i).toList();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i + 4.5 AS a, %s FROM range(1600000) t(i)) TO '%s' (ROW_GROUP_SIZE 800000)"
              .formatted(
                  kept.stream()
                      .map(name -> "random() AS " + name)
                      .collect(Collectors.joining(", ")),
                  file));
    }
    RowCopy copy = copy(file, 0, RowCopy.TO_THE_END, kept.toArray(String[]::new));

    try (RowCopier copier = RowCopier.of(copy, new Limits(2, Bytes.mebibytes(170)))) {
      assertEquals(
          new RowCopy.Copied(1_600_000, 0, "", 1), copier.copy(copy, RowCopierTest::twice));
    }
    assertEquals(List.of(1_600_000L, 0L), ordered(copy.part()));
    Files.delete(copy.part());
    try (RowCopier copier = RowCopier.of(copy, new Limits(2, Bytes.mebibytes(60)))) {
      Problem none =
          assertThrows(ProblemException.class, () -> copier.copy(copy, RowCopierTest::twice))
              .problem();
      assertEquals("data.memory", none.code().id());
    }
  }

  /// How many rows a part has, and how many of them stand where another belongs.
  private static List<Long> ordered(Path part) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var answer =
            statement.executeQuery(
                "SELECT count(*), count(*) FILTER (twice != 2 * (file_row_number + 4.5))"
                    + " FROM read_parquet('"
                    + part
                    + "', file_row_number = true)")) {
      answer.next();
      return List.of(answer.getLong(1), answer.getLong(2));
    }
  }

  private static Problem ended(RowCopy copy, RowFunction function) {
    return assertThrows(ProblemException.class, () -> copied(copy, function)).problem();
  }

  @Test
  void theFileIsToldOnlyOfWhatIsItsFault() throws Exception {
    Path file = written("t.parquet", "SELECT CAST(i AS DOUBLE) AS a FROM range(9) t(i)");
    RowCopy copy = copy(file, 0, RowCopy.TO_THE_END);
    RowCopy nowhere =
        new RowCopy(
            copy.file(),
            copy.from(),
            copy.to(),
            copy.taken(),
            copy.kept(),
            copy.answers(),
            copy.constants(),
            folder.resolve("none/part"),
            folder.resolve("none/rejected"));

    Problem failed =
        ended(
            copy,
            (rows, answers) -> {
              throw new IllegalArgumentException("out of range");
            });
    Problem unwritable = ended(nowhere, RowCopierTest::twice);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 60));
    Problem broken = ended(copy, RowCopierTest::twice);

    assertEquals("data.copy-failed", failed.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, failed.code().category());
    assertEquals(
        "What answers its rows failed: java.lang.IllegalArgumentException: out of range",
        failed.why());
    assertEquals("data.unwritable", unwritable.code().id());
    assertEquals("The answers to t cannot be written", unwritable.what());
    assertEquals("data.malformed", broken.code().id());
    assertEquals(Problem.Category.INPUT, broken.code().category());
  }
}
