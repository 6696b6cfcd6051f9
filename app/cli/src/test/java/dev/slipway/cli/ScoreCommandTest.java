// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.request.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user reads of a batch that was scored.
final class ScoreCommandTest {

  @TempDir Path folder;
  private Slipway slipway;
  private Sample sample;
  private Path out;

  @BeforeEach
  void open() throws IOException {
    slipway = new Slipway(folder.resolve("home"));
    sample = Sample.copyInto(folder);
    out = folder.resolve("out");
  }

  private Slipway.Result score(Path data, Object... more) {
    return slipway.run(
        Stream.concat(
                Stream.of("score", sample.folder(), "--data", data, "--out", out), Stream.of(more))
            .toArray());
  }

  private static String plain(Slipway.Result result) {
    return result.out().replaceAll(" +", " ");
  }

  @Test
  void theAnswersToTheHoldoutAreThoseThatEvaluateJudges() throws Exception {
    slipway.run("data", sample.folder(), "--baseline");

    Slipway.Result scored = score(sample.file("data/holdout.csv"));

    assertEquals(0, scored.code(), scored.err());
    assertTrue(plain(scored).contains("\n rows 114\n rejected none\n files 1\n"), scored.out());
    assertTrue(plain(scored).contains("\n drift "), scored.out());
    assertTrue(!plain(scored).contains("not compared"), scored.out());
    Table part = part();
    List<String> truth = part.column(part.indexOf("species").orElseThrow());
    List<String> answer = part.column(part.indexOf("label.class").orElseThrow());
    long right = 0;
    for (int i = 0; i < truth.size(); i++) {
      right += truth.get(i).equals(answer.get(i)) ? 1 : 0;
    }
    JsonNode evaluated = Json.tree(slipway.run("evaluate", sample.folder(), "--json").out());
    assertEquals(evaluated.at("/score/value").asDouble(), (double) right / 114, 1e-12);
    Path file = folder.resolve("evidence.json");
    slipway.run("evidence", "export", sample.folder(), file);
    String records = Files.readString(file);
    assertTrue(records.contains("score.rows"), records);
  }

  private Table part() throws Exception {
    try (Stream<Path> files = Files.list(out)) {
      Path part =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return DataFiles.table(part, "part");
    }
  }

  @Test
  void aBareModelIsScoredWithToo() throws Exception {
    Slipway.Result scored =
        slipway.run(
            "score",
            sample.file("model.onnx"),
            "--data",
            sample.file("data/holdout.csv"),
            "--out",
            out,
            "--keep",
            "species,island",
            "--threads",
            "1",
            "--json");

    assertEquals(0, scored.code(), scored.err());
    JsonNode tree = Json.tree(scored.out());
    assertEquals(114, tree.at("/scored/report/rows").asInt());
    assertEquals("[\"species\",\"island\"]", tree.at("/scored/report/kept").toString());
    assertEquals(List.of("species", "island"), part().columns().subList(0, 2));
  }

  @Test
  void tooManyRejectedRowsAreAGateThatIsNotMet() throws Exception {
    Path data = folder.resolve("odd.csv");
    Files.writeString(
        data, Files.readString(sample.file("data/holdout.csv")).replaceFirst("36\\.7", "about 37"));

    Slipway.Result refused = score(data);
    Slipway.Result allowed = score(data, "--max-rejected", "1 %");

    assertEquals(1, refused.code(), refused.err());
    assertTrue(refused.err().contains("code  score.too-many-rejected"), refused.err());
    assertTrue(
        refused.err().contains("odd.csv, row 1: column 'bill_length_mm' holds \"about 37\""),
        refused.err());
    assertEquals(0, allowed.code(), allowed.err());
    assertTrue(plain(allowed).contains("\n rejected 1; the first: odd.csv, row 1"), allowed.out());
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    Path data = sample.file("data/holdout.csv");

    assertEquals(2, slipway.run("score", sample.folder(), "--data", data).code());
    assertEquals(2, score(data, "--max-rejected", "110%").code());
    Slipway.Result one = score(data, "--max-rejected", "1");
    assertEquals(2, one.code());
    assertTrue(
        one.err().contains("'1' may mean 1 % or 100 % of all rows or 1 row: write a"), one.err());
    assertTrue(
        score(data, "--max-rejected", "5")
            .err()
            .contains("'5' may mean 5 % of all rows or 5 rows"));
    assertEquals(2, score(data, "--memory", "100MB").code());
    assertEquals(2, score(folder.resolve("none.csv")).code());
  }
}
