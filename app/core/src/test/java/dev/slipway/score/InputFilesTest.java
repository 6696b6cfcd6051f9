// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files are meant, and under which names.
final class InputFilesTest {

  @TempDir Path given;

  private Path folder() throws IOException {
    return given.toRealPath();
  }

  private Path file(String name) throws IOException {
    Path file = folder().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "a\n1\n");
  }

  private static Map<String, Path> of(Object... patterns) throws ProblemException {
    return InputFiles.of(Stream.of(patterns).map(String::valueOf).toList());
  }

  private static Problem refused(Object... patterns) {
    return assertThrows(ProblemException.class, () -> of(patterns)).problem();
  }

  @Test
  void aFileWithSeveralNamesIsMeantOnceAndByItsOwn() throws Exception {
    Path file = file("in/b.csv");
    Files.createSymbolicLink(folder().resolve("in/a.csv"), file);
    Path in = Files.createSymbolicLink(folder().resolve("link"), folder().resolve("in"));

    assertEquals(Map.of("b.csv", file), of(folder().resolve("in")));
    assertEquals(Map.of("b.csv", file), of(in));
    assertEquals(Map.of("b.csv", file), of(in, folder().resolve("in/../in"), in + "/*.csv"));
    assertEquals(Map.of("b.csv", file), of(file, folder() + "/./in/a.csv", folder()));
    assertEquals(Map.of("in/b.csv", file), of(folder(), file));
    assertEquals(Map.of("a.csv", file), of(folder().resolve("in/a.csv")));
  }

  @Test
  void twoFilesOfOneNameAreNotMixed() throws Exception {
    Path one = file("one/a.csv");
    Path two = file("two/a.csv");

    Problem collide = refused(one, two);

    assertEquals("score.files-collide", collide.code().id());
    assertEquals("They are " + one + " and " + two + ".", collide.why());
  }

  @Test
  void whatHasThatVeryNameIsMeantAndNoPattern() throws Exception {
    Path file = file("data[1].csv");
    file("data1.csv");
    Path half = file("half[.csv");
    Path inside = file("year{2026/a.csv");

    assertEquals(Map.of("data[1].csv", file), of(file));
    assertEquals(Map.of("half[.csv", half), of(half));
    assertEquals(Map.of("a.csv", inside), of(folder().resolve("year{2026")));
    assertEquals(List.of("data1.csv"), List.copyOf(of(folder() + "/data[12].csv").keySet()));
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    Problem none = refused(given + "/half[.csv");

    assertEquals("score.no-pattern", none.code().id());
    assertEquals("'" + given + "/half[.csv' is neither a file nor a pattern", none.what());
    assertEquals("score.no-files", refused(given + "/*.csv").code().id());
  }

  private String among(String out, Object... patterns) {
    try {
      InputFiles.refuseAmong(Stream.of(patterns).map(String::valueOf).toList(), given.resolve(out));
      return "";
    } catch (ProblemException e) {
      return e.problem().code().id() + ": " + e.problem().why();
    }
  }

  @Test
  void answersAmongTheDataAreRefused() throws Exception {
    file("in/a.csv");
    Path in = folder().resolve("in");
    Path link = Files.createSymbolicLink(folder().resolve("link"), in);
    file("old/part-1.parquet");
    String next = "score.out-among-data: The next run would take answers for data.";

    assertEquals(next, among("in/out", in));
    assertEquals(next, among("in/out", link));
    assertEquals(next, among("link/out", in));
    assertEquals(next, among("in/deep/out", folder() + "/**"));
    assertEquals(next, among("in/out", folder() + "/in/*/*.parquet"));
    assertEquals(next, among("in/out", folder() + "/in/*/*.json"));
    assertEquals("score.out-among-data: a.csv lies in it.", among("in", in));
    assertEquals(
        "score.out-among-data: part-1.parquet lies in it.",
        among("old", folder().resolve("old/part-1.parquet")));
    assertEquals("", among("out", in));
    assertEquals("", among("in-out", in));
    assertEquals("", among("in/_out", in));
    assertEquals("", among("in/out", in.resolve("a.csv")));
    assertEquals("", among("in/out", in + "/*.parquet", in + "/**/*.csv"));
  }
}
