// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.Progress;
import dev.slipway.request.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The folder of answers: what is in it, what is refused, and what a second run makes of it.
class ScorerTest extends ScoredPair {

  @Override
  ScoringProcess.Start start() {
    return ScoringThread::start;
  }

  @Test
  void aRowHasWhatIsKeptItsAnswersTheModelAndTheTime() throws Exception {
    csv("a.csv", "id,a,b\n007,0,0\n,1,\n");

    Scored scored = pair.of(in);

    Table part = pair.table();
    assertEquals(List.of("id", "p.low", "p.high", "model_version", "scored_at"), part.columns());
    assertEquals(
        List.of("007", "0.5", "0.5", scored.report().model().hex(), "2026-11-28 12:00:00+00"),
        part.rows().getFirst());
    assertEquals("", part.rows().get(1).getFirst());
  }

  @Test
  void aKeptColumnThatIsCalledAsAnAnswerIsCalledOtherwise() throws Exception {
    csv("a.csv", "P.Low,a,b\nyes,0,0\n");

    Scored scored = pair.of(in);

    assertEquals(List.of("given_P.Low"), scored.report().kept());
    assertEquals("yes", pair.rows().getFirst().getFirst());
  }

  @Test
  void aKeptColumnThatIsCalledAsWhatRefusedRowsHaveIsCalledOtherwiseInThemToo() throws Exception {
    csv("a.csv", "_file,_ROW,_reason,a,b\nold,7,why,0,0\n");

    Scored scored = pair.of(in);

    assertEquals(List.of("given__file", "given__ROW", "given__reason"), scored.report().kept());
    assertEquals(List.of("old", "7", "why"), pair.rows().getFirst().subList(0, 3));
  }

  @Test
  void theFolderSaysWhatIsInIt() throws Exception {
    csv("a.csv", "id,a,b\n1,0,0\n2,1,2\n");
    numbers("deep/er/b.parquet", 10, 13);

    Scored scored = pair.keeping("id").of(in);

    List<Path> parts = Scoring.parts(pair.out());
    List<String> expected =
        new ArrayList<>(List.of("_SUCCESS", "_lock", "_settings.json", "score.json"));
    for (Path part : parts) {
      String name = part.getFileName().toString();
      expected.add(name);
      expected.add("_manifest/" + name.replace(".parquet", ".json"));
    }
    assertEquals(expected.stream().sorted().toList(), Scoring.names(pair.out()));
    assertEquals(scored.report(), Scoring.report(pair.out()));
    assertEquals(
        List.of("a.csv 2 0", "deep/er/b.parquet 3 0"),
        scored.report().files().stream()
            .map(file -> file.name() + " " + file.rows() + " " + file.rejected())
            .toList());
    assertEquals(2, scored.now().pieces());
  }

  @Test
  void aRowThatCannotBeScoredIsPutAsideWithItsPlaceAndReason() throws Exception {
    csv("a.csv", "id,a,b\n1,0,0\n2,x,2\n3,1,2\n4,5,inf\n5,1e39,0\n");

    Scored scored = pair.rejecting(0.6).of(in);

    assertEquals(
        List.of(
            List.of("a.csv", "2", "column 'a' holds \"x\", not a number", "2"),
            List.of("a.csv", "4", "column 'b' holds \"inf\", not a number", "4"),
            List.of("a.csv", "5", "column 'a' holds \"1e39\", not a number that FP32 holds", "5")),
        pair.rejected());
    assertEquals(List.of("1", "3"), pair.rows().stream().map(List::getFirst).toList());
    assertEquals(5, scored.report().rows());
    assertEquals(3, scored.report().rejected());
    assertEquals(
        "a.csv, row 2: column 'a' holds \"x\", not a number", scored.report().firstRejected());
  }

  @Test
  void anInfiniteNumberAmongManyIsPutAsideAlone() throws Exception {
    Scoring.parquet(
        in.resolve("a.parquet"),
        "SELECT i AS id, CAST(sin(i) AS FLOAT) AS a, CASE WHEN i = 1000 THEN CAST('-inf' AS FLOAT)"
            + " ELSE CAST(cos(i) AS FLOAT) END AS b FROM range(3000) t(i)");

    Scored scored = pair.rejecting(0.01).of(in);

    assertEquals(
        List.of(
            List.of("a.parquet", "1001", "column 'b' holds \"-Infinity\", not a number", "1000")),
        pair.rejected());
    assertEquals(List.of(2999L, 2999L, 0L, 2999L), pair.numbered("id"));
    assertEquals(1, scored.report().rejected());
  }

  @Test
  void moreThanTheAllowedShareStopsTheRunAndKeepsWhatIsFinished() throws Exception {
    csv("a.csv", "id,a,b\n1,0,0\n");
    csv("b.csv", "id,a,b\n2,x,2\n");
    csv("c.csv", "id,a,b\n3,0,0\n");

    Problem none = pair.refused(in);

    assertEquals("score.too-many-rejected", none.code().id());
    assertEquals(Problem.Category.GATE, none.code().category());
    assertEquals("The first: b.csv, row 1: column 'a' holds \"x\", not a number.", none.why());
    assertEquals(2, Scoring.parts(pair.out()).size());
    assertFalse(Files.exists(pair.out().resolve("_SUCCESS")));
    assertEquals("score.too-many-rejected", pair.rejecting(0.3).refused(in).code().id());

    Scored scored = pair.rejecting(0.34).of(in);

    assertEquals(3, scored.report().rows());
    assertTrue(scored.now().before() >= 2, scored.now().toString());
  }

  @Test
  void aRowOnWhichTheModelFailsIsAloneRefused() throws Exception {
    var picky =
        new Scoring(ScoredModels.picky(folder.resolve("picky.onnx")), folder.resolve("p"), start());
    Scoring.parquet(
        in.resolve("n.parquet"),
        "SELECT i AS id, CASE WHEN i = 777 THEN 9 ELSE i % 4 END AS n FROM range(3000) t(i)");

    Scored scored = picky.rejecting(0.01).of(in);

    assertEquals(1, scored.report().rejected());
    List<String> row = picky.rejected().getFirst();
    assertEquals(List.of("n.parquet", "778"), row.subList(0, 2));
    assertTrue(row.get(2).startsWith("the model fails on it: "), row.get(2));
    assertEquals(2999, picky.rows().size());
    for (List<String> one : picky.rows()) {
      assertEquals(10 + Integer.parseInt(one.get(0)) % 4, Float.parseFloat(one.get(1)));
    }
  }

  @Test
  void aSecondRunFindsNothingToDo() throws Exception {
    numbers("a.parquet", 0, 100);
    Scored first = pair.of(in);

    Scored second = pair.of(Scoring.AT.plus(Duration.ofDays(1)), in);

    assertEquals(first.report(), second.report());
    assertEquals(0, second.now().pieces());
    assertEquals(1, second.now().before());
  }

  @Test
  void theSameDataGiveTheSameBytes() throws Exception {
    // More than one row group, so that both threads are at work.
    numbers("a.parquet", 0, 150_000);
    Scored first = pair.of(in);

    Scored again = pair.into(folder.resolve("again")).of(in);

    assertEquals(first.report(), again.report());
  }

  @Test
  void aLargeFileIsScoredInPieces() throws Exception {
    numbers("a.parquet", 0, 2_300_000);

    Scored scored = pair.of(in);

    assertEquals(2, Scoring.parts(pair.out()).size());
    assertEquals(2_300_000, scored.report().rows());
    assertEquals(List.of(2_300_000L, 2_300_000L, 0L, 2_299_999L), pair.numbered("id"));
  }

  @Test
  void aLostPartIsMadeAgain() throws Exception {
    numbers("a.parquet", 0, 100);
    numbers("b.parquet", 100, 200);
    Scored first = pair.of(in);
    Files.delete(Scoring.parts(pair.out()).getFirst());

    Scored second = pair.of(in);

    assertEquals(first.report(), second.report());
    assertEquals(1, second.now().pieces());
  }

  @Test
  void anotherModelOtherColumnsAndOtherDataAreNotMixedIn() throws Exception {
    Path a = numbers("a.parquet", 0, 100);
    numbers("b.parquet", 100, 200);
    pair.of(in);
    Path other = ScoredModels.layers(folder.resolve("other.onnx"), 2, 2);
    Files.write(other, Files.readAllBytes(ScoredModels.pair(other, "[\"b\",\"a\"]")));

    Problem model = new Scoring(other, pair.out(), start()).refused(in);
    Problem columns = pair.keeping().refused(in);
    Problem fewer = pair.refused(a);
    numbers("b.parquet", 100, 201);
    Problem changed = pair.refused(in);

    assertEquals("score.other-settings", model.code().id());
    assertEquals("score.other-settings", columns.code().id());
    assertEquals("It keeps the columns id.", columns.why());
    assertEquals("score.other-input", fewer.code().id());
    assertEquals("b.parquet was scored into it, and is not among the data now.", fewer.why());
    assertEquals("score.other-input", changed.code().id());
    assertEquals("b.parquet has changed since it was scored into this folder", changed.what());
    assertTrue(Files.exists(pair.out().resolve("_SUCCESS")));
  }

  @Test
  void aFolderOfOthersIsLeftAlone() throws Exception {
    numbers("a.parquet", 0, 10);
    Files.createDirectories(pair.out());
    Files.writeString(pair.out().resolve("thesis.txt"), "mine");

    assertEquals("score.folder-of-others", pair.refused(in).code().id());
    assertEquals(List.of("thesis.txt"), Scoring.names(pair.out()));
  }

  @Test
  void whatCannotBeAskedForIsRefused() throws Exception {
    numbers("a.parquet", 0, 10);
    csv("empty.csv", "id,a,b\n");
    csv("text.csv", "id,a,b\n1,x,y\n");
    assertEquals(
        "score.column-missing", pair.keeping("name").refused(in.resolve("a.parquet")).code().id());
    assertEquals("score.no-files", pair.refused(in + "/*.csvs").code().id());
    assertEquals("data.missing-file", pair.refused(in.resolve("none.csv")).code().id());
    assertEquals("data.empty", pair.refused(in.resolve("empty.csv")).code().id());
    assertEquals("score.no-row-answered", pair.refused(in.resolve("text.csv")).code().id());
  }

  @Test
  void filesFoldersAndPatternsAreTaken() throws Exception {
    numbers("2025/a.parquet", 0, 10);
    numbers("2026/a[1].parquet", 10, 20);
    csv("2026/a[1].csv", "id,a,b\n1,2,3\n");
    csv("2026/a1.csv", "id,a,b\n1,2,x\n");
    Files.writeString(in.resolve("2026/_SUCCESS"), "");

    Scored scored = pair.keeping().of(in + "/**/*.parquet", in.resolve("2026/a[1].csv"));

    assertEquals(
        List.of("2025/a.parquet", "2026/a[1].parquet", "a[1].csv"),
        scored.report().files().stream().map(Scored.File::name).toList());
  }

  @Test
  void anInterruptStopsTheRunAndKeepsWhatIsFinished() throws Exception {
    numbers("a.parquet", 0, 10);
    numbers("b.parquet", 10, 20);
    Progress stopping =
        (fraction, doing) -> {
          if (doing.contains("b.parquet")) {
            Thread.currentThread().interrupt();
          }
        };

    assertThrows(InterruptedException.class, () -> pair.of(Scoring.AT, stopping, in));

    assertEquals(1, Scoring.parts(pair.out()).size());
    assertFalse(Files.exists(pair.out().resolve("_SUCCESS")));
    assertEquals(1, pair.of(in).now().pieces());
  }
}
