// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Files that cannot be scored are named, and the others are scored.
class BrokenFilesTest extends ScoredPair {

  @Override
  ScoringProcess.Start start() {
    return ScoringThread::start;
  }

  @Test
  void aBrokenFileIsNamedAndTheOthersAreScored() throws Exception {
    numbers("a.parquet", 0, 10);
    Files.write(in.resolve("b.parquet"), new byte[] {'P', 'A', 'R', '1', 0, 0, 0});
    numbers("c.parquet", 10, 20);

    Problem broken = pair.refused(in);

    assertTrue(broken.what().contains("b.parquet"), broken.toString());
    assertTrue(broken.remedy().endsWith("what is finished stays."), broken.toString());
    assertEquals(2, Scoring.parts(pair.out()).size());
    assertFalse(Files.exists(pair.out().resolve("_SUCCESS")));

    numbers("b.parquet", 20, 30);
    Scored scored = pair.of(in);

    assertEquals(30, scored.report().rows());
    assertEquals(1, scored.now().pieces());
  }

  /// The kernel's file of a process fails with EIO where nothing is mapped, as a volume does.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aVolumeThatFailsIsNoFaultOfTheFile() throws Exception {
    numbers("a.parquet", 0, 10);
    Files.createSymbolicLink(in.resolve("b.csv"), Path.of("/proc/self/mem"));
    Files.createSymbolicLink(in.resolve("c.csv"), Path.of("/proc/thread-self/mem"));

    Problem failed = pair.refused(in);

    assertEquals("score.broken-files", failed.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, failed.code().category());
    assertEquals(
        "What b.csv lies on cannot be read. What c.csv lies on cannot be read.", failed.why());
    assertEquals(1, Scoring.parts(pair.out()).size());
  }

  @Test
  void toTryAgainIsInVainWhereOneOfTheFilesItselfIsWrong() {
    Problem volume = Problem.environment("data.volume", "b.csv", "It fails.", "See to it.");
    Problem wrong = Problem.input("score.column-missing", "d.csv", "It lacks a.", "Add it.");

    assertEquals(
        List.of(Problem.Category.ENVIRONMENT, Problem.Category.INPUT, Problem.Category.INPUT),
        Stream.of(List.of(volume), List.of(wrong), List.of(volume, wrong))
            .map(broken -> BrokenFiles.unscored(broken, true).problem().code().category())
            .toList());
  }

  @Test
  void aBrokenRowOfACsvIsNamedByItsLine() throws Exception {
    csv("a.csv", "id,a,b\n1,0,0\n2,1\n");

    Problem broken = pair.refused(in);

    assertTrue(broken.what().contains("a.csv"), broken.toString());
  }

  @Test
  void aMissingColumnAndAChangedTypeAreNamed() throws Exception {
    numbers("a.parquet", 0, 10);
    Scoring.parquet(in.resolve("b.parquet"), "SELECT 1 AS id, 2.5 AS a");
    Scoring.parquet(in.resolve("c.parquet"), "SELECT 1 AS id, 'x' AS a, 2.5 AS b");
    Scoring.parquet(in.resolve("d.parquet"), "SELECT DATE '2026-01-01' AS id, 2.5 AS a, 1 AS b");

    Problem broken = pair.refused(in);

    assertEquals("score.broken-files", broken.code().id());
    assertEquals(
        "b.parquet lacks the column 'b'. The column 'a' of c.parquet has another type. The column"
            + " 'id' of d.parquet has another type.",
        broken.why());
    assertEquals(1, Scoring.parts(pair.out()).size());
  }

  @Test
  void aKeptColumnThatWouldLoseDigitsHoursOrBytesIsNamed() throws Exception {
    String rows = "SELECT %s AS k, 1.0::FLOAT AS a, 2.0::FLOAT AS b";
    Scoring.parquet(in.resolve("a.parquet"), rows.formatted("7::BIGINT"));
    Scoring.parquet(in.resolve("b.parquet"), rows.formatted("7.9::DOUBLE"));
    Scoring.parquet(in.resolve("c.parquet"), rows.formatted("8::INTEGER"));
    Scoring.parquet(in.resolve("d.parquet"), rows.formatted("true"));

    Problem lost = pair.refused(in);

    assertEquals("score.broken-files", lost.code().id());
    assertEquals(
        "The column 'k' of b.parquet has another type. The column 'k' of d.parquet has another"
            + " type.",
        lost.why());
    assertEquals(
        List.of("7", "8"), pair.rows().stream().map(List::getFirst).sorted().toList(), "kept");

    Path hours = folder.resolve("hours");
    Scoring.parquet(hours.resolve("a.parquet"), rows.formatted("DATE '2026-01-01'"));
    Scoring.parquet(hours.resolve("b.parquet"), rows.formatted("TIMESTAMP '2026-01-01 17:30:00'"));
    Problem hour = pair.into(folder.resolve("times")).refused(hours);
    assertEquals("score.type-changed", hour.code().id());
    assertEquals("The column 'k' of b.parquet has another type", hour.what());
    assertEquals("It holds TIMESTAMP; in a.parquet it holds DATE.", hour.why());
  }

  @Test
  void aFileThatChangesMeanwhileIsNamedAndNotFinished() throws Exception {
    numbers("a.parquet", 0, 10);
    Path longer = csv("b.csv", "id,a,b\n1,0,0\n");
    Path replaced = csv("c.csv", "id,a,b\n1,0,0\n");
    FileTime before = Files.getLastModifiedTime(replaced);
    List<String> told = new ArrayList<>();
    Progress changing =
        (fraction, doing) -> {
          try {
            if (told.contains(doing)) {
              return;
            }
            told.add(doing);
            if (doing.startsWith("scoring b.csv")) {
              Files.writeString(longer, "2,0,0\n", StandardOpenOption.APPEND);
            } else if (doing.startsWith("scoring c.csv")) {
              Path other = Files.writeString(folder.resolve("other"), "id,a,b\n2,0,0\n");
              Files.setLastModifiedTime(other, before);
              Files.move(other, replaced, StandardCopyOption.REPLACE_EXISTING);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    ProblemException changed =
        assertThrows(ProblemException.class, () -> pair.keeping().of(Scoring.AT, changing, in));

    assertEquals("score.broken-files", changed.problem().code().id());
    assertEquals(
        "b.csv changed while it was read. c.csv changed while it was read.",
        changed.problem().why());
    assertEquals(1, Scoring.parts(pair.out()).size());
    assertFalse(Files.exists(pair.out().resolve("_SUCCESS")));
    assertEquals(2, pair.keeping().of(in).now().pieces());
  }
}
