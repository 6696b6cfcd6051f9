// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files that are meant, and those that are not to be scored.
final class DataFoldersTest {

  private static final DataFolders FOLDERS = new DataFolders(new Configuration());
  private static final Sha256 MODEL = Sha256.of(new byte[0]);

  @TempDir Path temp;

  private Path file(String name) throws Exception {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private List<String> meant(String pattern) throws Exception {
    return FOLDERS.files(List.of(temp.resolve(pattern).toString())).keySet().stream()
        .map(name -> name.substring(("file:" + temp + "/").length()))
        .toList();
  }

  private Problem refused(String name) {
    return assertThrows(ProblemException.class, () -> FOLDERS.files(List.of(name))).problem();
  }

  @Test
  void whatARunWroteIsAFolderOfDataOfWhichTheAnswersAlone() throws Exception {
    AnswerFolder out =
        FOLDERS.answers(temp.resolve("out").toString(), List.of(temp + "/in"), List.of());
    out.claim(MODEL, Instant.EPOCH);
    file("out/part-0.parquet");
    file("out/part-1.parquet");
    file("out/_rejected/part-0.parquet");
    out.succeed("{}");

    assertEquals("file:" + temp + "/out/_rejected", out.rejected());
    try (var all = Files.list(temp.resolve("out"))) {
      assertEquals(
          List.of(
              "_SUCCESS",
              "_rejected",
              "_score.json",
              "_settings.json",
              "part-0.parquet",
              "part-1.parquet"),
          all.map(each -> each.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList());
    }
    assertEquals(List.of("out/part-0.parquet", "out/part-1.parquet"), meant("out"));
  }

  @Test
  void whereTheStoreLetTwoRunsTakeAFolderTheOneWhoseClaimIsGoneDoesNotSayThatItIsWhole()
      throws Exception {
    String to = temp.resolve("out").toString();
    AnswerFolder first = FOLDERS.answers(to, List.of(temp + "/in"), List.of());
    AnswerFolder second = FOLDERS.answers(to, List.of(temp + "/in"), List.of());
    first.claim(MODEL, Instant.EPOCH);
    // As an object store may: the name is looked for, and then the file is put there.
    Files.delete(temp.resolve("out/_settings.json"));
    Files.delete(temp.resolve("out/._settings.json.crc"));
    second.claim(MODEL, Instant.EPOCH);

    Problem problem = assertThrows(ProblemException.class, () -> first.succeed("{}")).problem();

    assertEquals("spark.two-runs", problem.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, problem.code().category());
    assertFalse(Files.exists(temp.resolve("out/_SUCCESS")));
    second.succeed("{}");
    assertTrue(Files.exists(temp.resolve("out/_SUCCESS")));
  }

  @ParameterizedTest
  @CsvSource({
    "table/_delta_log/00000000000000000000.json, Delta Lake",
    "table/.hoodie/hoodie.properties, Apache Hudi",
    "table/metadata/v1.metadata.json, Apache Iceberg"
  })
  void aTableWhoseLogSaysWhichFilesHoldIsRefusedFromWhereverItIsMeant(String log, String format)
      throws Exception {
    String data = format.equals("Apache Iceberg") ? "table/data/" : "table/";
    file(log);
    file(data + "day=1/a.parquet");

    for (String meant : List.of("", "table", data + "day=1", data + "*/*.parquet")) {
      Problem problem = refused(temp.resolve(meant).toString());
      assertEquals("spark.table-format", problem.code().id());
      assertEquals("The files are those of a table of " + format, problem.what());
    }
  }

  @Test
  void aFolderWithMetadataOfAnotherKindIsNoTable() throws Exception {
    file("in/metadata/notes.parquet");
    file("in/data/a.parquet");

    assertEquals(List.of("in/data/a.parquet"), meant("in/data"));
  }

  @Test
  void foldersInBracesAreMeantAndTheAnswersMayLieInNoneOfThem() throws Exception {
    file("in/a/x/one.parquet");
    file("in/b/two.parquet");
    String braces = "in/{a/x,b}/*.parquet";

    assertEquals(List.of("in/a/x/one.parquet", "in/b/two.parquet"), meant(braces));
    List<String> patterns = List.of(temp.resolve(braces).toString());
    assertEquals(
        "file:" + temp + "/in/c",
        FOLDERS.answers(temp.resolve("in/c").toString(), patterns, List.of()).name());
    assertEquals(
        "score.out-among-data",
        assertThrows(
                ProblemException.class,
                () -> FOLDERS.answers(temp.resolve("in/b").toString(), patterns, List.of()))
            .problem()
            .code()
            .id());
  }

  @Test
  void columnsThatFoldersNameAreFound() {
    assertEquals(
        new TreeSet<>(List.of("day", "land")),
        DataFolders.namedByFolders(
            List.of("s3a://b/in/land=x/day=1/a.parquet", "s3a://b/in/land=y/b=c.parquet")));
  }

  @Test
  void aStoreWhoseLibraryIsMissingIsNamedWithItsJar() {
    Problem problem = refused("s3a://bucket/in");

    assertEquals("spark.no-store-library", problem.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, problem.code().category());
    assertEquals("Spark has no library for s3a://", problem.what());
    assertTrue(problem.why().contains("S3AFileSystem"), problem.why());
    assertTrue(problem.remedy().contains("org.apache.hadoop:hadoop-aws:3."), problem.remedy());
    assertEquals("spark.no-store-library", refused("unknown://bucket/in").code().id());
  }

  @Test
  void aFailureOfALibraryIsAProblemAndNoDefect() {
    var settings = new Configuration();
    settings.set("fs.file.impl", "java.lang.String");
    settings.setBoolean("fs.file.impl.disable.cache", true);

    var refused =
        assertThrows(
            ProblemException.class, () -> new DataFolders(settings).files(List.of("file:///in")));

    assertEquals("data.unreadable", refused.problem().code().id());
  }
}
