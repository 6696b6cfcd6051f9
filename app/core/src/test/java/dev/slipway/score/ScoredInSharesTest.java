// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shares that processes of their own score into one folder, one after the other or at once.
class ScoredInSharesTest {

  private static final int FILES = 7;
  private static final int ROWS = 500;

  @TempDir Path folder;
  private Path in;
  private Path model;
  private Scoring shared;

  @BeforeEach
  void write() throws Exception {
    model = ScoredModels.layers(folder.resolve("model.onnx"), 4, 8, 8, 3);
    in = folder.resolve("in");
    for (int i = 0; i < FILES; i++) {
      Scoring.parquet(
          file(i),
          "SELECT i AS id, sin(i) AS f0, cos(i) AS f1, i %% 5 AS f2, i %% 7 AS f3 FROM range(%d, %d) t(i)"
              .formatted(i * ROWS, (i + 1) * ROWS));
    }
    shared = new Scoring(model, folder.resolve("shared"), start());
  }

  /// In what the model is met.
  ScoringProcess.Start start() {
    return ScoringThread::start;
  }

  private Path file(int number) {
    return in.resolve("%02d.parquet".formatted(number));
  }

  private Scored.Report alone() throws Exception {
    return new Scoring(model, folder.resolve("alone"), start()).of(in).report();
  }

  private boolean isWhole() {
    return Files.exists(shared.out().resolve("_SUCCESS"));
  }

  private List<Integer> keys() throws Exception {
    return shared.rows().stream().map(row -> Integer.valueOf(row.getFirst())).sorted().toList();
  }

  private static List<Integer> everyKey() {
    return IntStream.range(0, FILES * ROWS).boxed().toList();
  }

  @Test
  void inWhateverOrderTheyAreTheSameAsOneRun() throws Exception {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 3).boxed().toList());
    Collections.shuffle(order, new Random(3));

    Scored first = shared.share(order.get(0), 3).of(in);
    Scored second = shared.share(order.get(1), 3).of(in);
    assertFalse(first.whole() || second.whole() || isWhole(), "two of three are not all");
    Scored last = shared.share(order.get(2), 3).of(in);

    assertTrue(last.whole() && isWhole());
    assertEquals(alone(), last.report());
    assertEquals(last.report(), Scoring.report(shared.out()));
    assertEquals(everyKey(), keys());
  }

  @Test
  void moreSharesThanPiecesLeaveNothingOut() throws Exception {
    for (int i = 0; i < FILES + 2; i++) {
      shared.share(i, FILES + 2).of(in);
    }

    assertEquals(alone(), Scoring.report(shared.out()));
    assertEquals(everyKey(), keys());
  }

  @Test
  void atOnceInProcessesOfTheirOwnOfWhichOneIsKilledAndBegunAgain() throws Exception {
    Process killed = start(0);
    Process other = start(1);
    while (Scoring.parts(shared.out()).isEmpty() && killed.isAlive()) {
      Thread.onSpinWait();
    }
    killed.descendants().forEach(ProcessHandle::destroyForcibly);
    killed.destroyForcibly().waitFor();
    assertEquals(0, other.waitFor(), "a share beside it went on");
    Process again = start(0);
    assertEquals(0, again.waitFor());

    assertEquals(alone(), Scoring.report(shared.out()));
    assertEquals(everyKey(), keys());
    assertEquals(
        List.of(),
        Scoring.names(shared.out()).stream().filter(name -> name.contains(".draft")).toList());
  }

  private Process start(int index) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            "--enable-native-access=ALL-UNNAMED",
            ScoreOnce.class.getName(),
            model.toString(),
            in.toString(),
            shared.out().toString(),
            Scoring.AT.toString(),
            String.valueOf(index),
            "2")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void aBrokenFileIsToldByOneShareAndNoOtherEndsWellBesideIt() throws Exception {
    Files.writeString(file(2), "no Parquet");

    Problem zero = shared.share(0, 3).refused(in);
    Problem one = shared.share(1, 3).refused(in);
    Problem two = shared.share(2, 3).refused(in);

    assertTrue(two.what().contains("02.parquet"), two.toString());
    assertEquals(
        List.of("score.broken-elsewhere", "score.broken-elsewhere", "score.column-missing"),
        Stream.of(zero, one, two).map(each -> each.code().id()).toList());
    assertEquals(Problem.Category.ENVIRONMENT, zero.code().category());
    assertFalse(isWhole());
    assertEquals(everyKey().size() - ROWS, keys().size(), "the others are scored");
  }

  @Test
  void theLastShareDoesNotEndWellWhereItCannotReadAFinishedFileOfAnother() throws Exception {
    shared.share(1, 2).of(in);
    byte[] good = Files.readAllBytes(file(1));
    Files.writeString(file(1), "no Parquet");

    assertEquals("score.broken-elsewhere", shared.share(0, 2).refused(in).code().id());
    assertFalse(isWhole());

    Files.write(file(1), good);
    assertTrue(shared.share(0, 2).of(in).whole() && isWhole());
  }

  @Test
  void aFileThatIsReplacedBetweenTwoSharesMakesNoWholeFolder() throws Exception {
    Path large = folder.resolve("large.parquet");
    String rows = "SELECT i AS id, %d AS f0, 1 AS f1, 2 AS f2, 3 AS f3 FROM range(2200000) t(i)";
    Scoring.parquet(large, rows.formatted(0));
    shared.share(1, 2).of(large);
    Scoring.parquet(large, rows.formatted(1));

    Problem last = shared.share(0, 2).refused(large);

    assertEquals("score.other-input", last.code().id());
    assertTrue(last.what().contains("large.parquet"), last.what());
    assertFalse(isWhole());
  }

  @Test
  void theFolderIsNotWholeUntilALostPartIsMadeAgainByItsShare() throws Exception {
    shared.share(0, 2).of(in);
    List<Path> first = Scoring.parts(shared.out());
    shared.share(1, 2).of(in);
    Files.delete(first.getFirst());

    Problem other = shared.share(1, 2).refused(in);
    assertEquals("score.lost-part", other.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, other.code().category());
    assertFalse(isWhole());

    Scored own = shared.share(0, 2).of(in);
    assertEquals(1, own.now().pieces());
    assertTrue(own.whole() && isWhole());
    assertEquals(everyKey(), keys());
  }

  @Test
  void aShareOfOtherFilesIsRefused() throws Exception {
    Path late = file(FILES - 1);
    Path aside = Files.move(late, folder.resolve("late"));
    shared.share(0, 2).of(in);
    Files.move(aside, late);

    assertEquals("score.other-shares", shared.share(1, 2).refused(in).code().id());
  }

  @Test
  void theFirstShareSettlesHowThePiecesAreDivided() throws Exception {
    settle(new Share(0, 2), "a", "b");
    settle(new Share(1, 2), "a", "b");

    assertEquals("They are 2, not 4.", refused(new Share(1, 4), "a", "b").why());
    assertEquals(
        "Another share was given other files.", refused(new Share(1, 2), "a", "b", "c").why());

    settle(Share.ALL, "a", "b", "c");
    settle(new Share(1, 4), "a", "b", "c");
  }

  @Test
  void aWholeFolderCanBeDividedAnew() throws Exception {
    settle(new Share(0, 2), "a");
    Files.writeString(shared.out().resolve("_SUCCESS"), "");

    settle(new Share(0, 4), "a", "b");

    assertFalse(isWhole(), "it may not be of the new files");
    assertEquals("They are 4, not 2.", refused(new Share(1, 2), "a").why());
  }

  private Problem refused(Share share, String... files) {
    return assertThrows(ProblemException.class, () -> settle(share, files)).problem();
  }

  /// What a share does before its first piece.
  private void settle(Share share, String... files) throws ProblemException {
    RunSettings settings =
        new RunSettings(
            RunSettings.FORMAT,
            Sha256.of(new byte[0]),
            List.of(),
            List.of(),
            List.of(),
            Piece.ROWS,
            Optional.empty(),
            Scoring.AT);
    try (OutFolder folder = OutFolder.open(shared.out(), share)) {
      folder.settled(
          settings,
          share.isAll()
              ? Optional.empty()
              : Optional.of(OutFolder.Division.of(share, List.of(files))));
    }
  }

  @Test
  void aShareReadsItsOwnPartsAlone() throws Exception {
    shared.of(in);
    List<Path> parts = Scoring.parts(shared.out());
    String own = parts.getFirst().getFileName().toString().replace(".parquet", "");
    // Nobody can read this one.
    Files.delete(parts.getLast());
    Files.createDirectory(parts.getLast());

    try (OutFolder folder = OutFolder.open(shared.out(), new Share(0, 2))) {
      assertEquals(Set.of(own), folder.finished(Set.of(own)).keySet());
    }
  }

  @Test
  void rejectedRowsAreCountedOverAllSharesBeforeTheFolderIsWhole() throws Exception {
    Path texts = folder.resolve("texts");
    Files.createDirectories(texts);
    for (int i = 0; i < 3; i++) {
      String odd = i == 0 ? "about 1" : "1";
      Files.writeString(
          texts.resolve(i + ".csv"),
          "id,f0,f1,f2,f3\n" + "1,%s,2,3,4\n".formatted(odd) + "2,1,2,3,4\n".repeat(9));
    }
    Scoring few = shared.rejecting(0.02);

    assertFalse(few.share(0, 2).of(texts).whole());
    Problem last = few.share(1, 2).refused(texts);
    assertEquals("score.too-many-rejected", last.code().id());
    assertTrue(last.what().startsWith("1 of 30 rows cannot be scored"), last.what());
    assertFalse(isWhole());

    assertTrue(shared.rejecting(0.05).share(1, 2).of(texts).whole());
    assertEquals(29, shared.rows().size());
    assertEquals(1, shared.rejected().size());
  }

  @Test
  void theSameShareAndAWholeRunAreRefusedBesideAShare() throws Exception {
    Path out = Files.createDirectories(shared.out());
    try (FolderLocks _ = FolderLocks.take(out, new Share(0, 2))) {
      assertEquals("score.folder-busy", refused(out, new Share(0, 2)));
      assertEquals("score.folder-busy", refused(out, Share.ALL));
      // Another share too, in one process: Java's locks hold for all of it.
      assertEquals("score.folder-busy", refused(out, new Share(1, 2)));
    }
    FolderLocks.take(out, Share.ALL).close();
  }

  private static String refused(Path out, Share share) throws IOException {
    try (FolderLocks _ = FolderLocks.take(out, share)) {
      return "taken";
    } catch (ProblemException e) {
      return e.problem().code().id();
    }
  }
}
