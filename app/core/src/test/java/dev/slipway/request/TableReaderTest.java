// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableReaderTest {

  @TempDir Path folder;

  @Test
  void readsQuotedValuesAndKnowsTheLineOfEachRow() throws Exception {
    String csv = "name, size \n\"a, \"\"b\"\"\",1\n\n\"two\nlines\",2\nlast, \n";

    Table table = TableReader.read(write(csv));

    assertEquals(
        new Table(
            folder.resolve("t.csv").toString(),
            Sha256.of(csv.getBytes(StandardCharsets.UTF_8)),
            List.of("name", "size"),
            List.of(List.of("a, \"b\"", "1"), List.of("two\nlines", "2"), List.of("last", "")),
            List.of(2, 3, 6)),
        table);
  }

  @Test
  void readsWhatATableIsWrittenAs() throws Exception {
    List<List<String>> rows =
        List.of(List.of("a, \"b\"", "1"), List.of("two\nlines", ""), List.of("", "-1.5"));
    Table table = new Table("answers", List.of("a;b", "first, last"), rows);

    Table read = TableReader.read(write(table.csv()));

    assertEquals(table.columns(), read.columns());
    assertEquals(rows, read.rows());
    assertEquals("only\n\"\"\n", new Table("t", List.of("only"), List.of(List.of(""))).csv());
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void findsTheSeparatorInTheHeader(String separator) throws Exception {
    Table table = TableReader.read(write("\"a,b;c\"|x|y\n1|2|3\n".replace("|", separator)));

    assertEquals(List.of("a,b;c", "x", "y"), table.columns());
    assertEquals(List.of(List.of("1", "2", "3")), table.rows());
  }

  @Test
  void skipsAByteOrderMark() throws Exception {
    assertEquals(List.of("a", "b"), TableReader.read(write("\ufeffa,b\r\n1,2\r\n")).columns());
  }

  @Test
  void namesTheLineOfARaggedRow() throws IOException {
    Problem problem = refusal("a,b\n1,2\n\"x\ny\",2\n1,2,3\n");

    assertEquals("data.ragged-row", problem.code().id());
    assertEquals(
        "Line 5 of " + folder.resolve("t.csv") + " has 3 values; the header has 2 columns",
        problem.what());
  }

  @Test
  void refusesColumnsThatCannotBeToldApart() throws IOException {
    assertEquals("data.duplicate-column", refusal("a,b,a\n1,2,3\n").code().id());
    assertEquals("data.unnamed-column", refusal("a,,b\n1,2,3\n").code().id());
  }

  @Test
  void refusesFilesWithoutRows() throws IOException {
    assertEquals("data.empty", refusal("").code().id());
    assertEquals("data.empty", refusal("a,b\n").code().id());
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    byte[] latin1 = "stadt,größe\nKöln,1\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("t.csv"), latin1);
    assertEquals("data.not-utf8", problemOf(folder.resolve("t.csv")).code().id());

    byte[] late =
        ("a,b\n" + "1,2\n".repeat(50_000) + "ö,2\n").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("t.csv"), late);
    assertEquals("data.not-utf8", problemOf(folder.resolve("t.csv")).code().id());
  }

  @Test
  void refusesBrokenQuotes() throws IOException {
    assertEquals("data.malformed", refusal("a,b\n\"1\"x,2\n").code().id());
    assertEquals("data.malformed", refusal("a,b\n\"1,2\n").code().id());
  }

  @Test
  void refusesMissingFilesAndFolders() {
    assertEquals("data.missing-file", problemOf(folder.resolve("none.csv")).code().id());
    assertEquals("data.unreadable", problemOf(folder).code().id());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private Problem refusal(String text) throws IOException {
    return problemOf(write(text));
  }

  private static Problem problemOf(Path path) {
    return assertThrows(ProblemException.class, () -> TableReader.read(path)).problem();
  }
}
