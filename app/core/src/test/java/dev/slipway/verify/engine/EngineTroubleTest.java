// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.verify.engine.StandInEngine.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an engine suffers is none of the bundle's faults: it is told by its own name, as something
/// that the environment lacks.
final class EngineTroubleTest {

  @TempDir private Path folder;

  private Problem build(StandInEngine server) throws Exception {
    Path dockerfile = Files.writeString(folder.resolve("Dockerfile"), "FROM base\n");
    BuildOrder order = new BuildOrder(folder, dockerfile, "slipway-verify:test", Runs.next());
    try (DockerEngine engine = DockerEngine.at(server.address())) {
      return assertThrows(
              ProblemException.class, () -> engine.build(order, line -> {}, Progress.NONE))
          .problem();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "KILLED, engine.lost, ENVIRONMENT",
    "SHUTS_DOWN, engine.lost, ENVIRONMENT",
    "DISK_FULL, engine.disk-full, ENVIRONMENT",
    "BAD_STEP, engine.build-failed, GATE"
  })
  void hasANameOfItsOwn(Fate fate, String code, Problem.Category category) throws Exception {
    try (var server = new StandInEngine(fate, List.of())) {
      Problem problem = build(server);

      assertEquals(code, problem.code().id(), problem.toString());
      assertEquals(category, problem.code().category());
      assertEquals(
          category == Problem.Category.GATE,
          problem.remedy().contains("Dockerfile"),
          problem.remedy());
    }
  }

  /// Of runs that nobody ends any more; those of others, and of this process, stay.
  @Test
  void theNextRunRemovesWhatOneLeftThatWasKilled() throws Exception {
    String mine = Runs.next();
    String ended = mine.replaceFirst("-[0-9]+-[0-9]+-", "-4194304-1-");
    String elsewhere = ended.replaceFirst("^[0-9a-f]{8}", "00000000");
    try (var server =
            new StandInEngine(
                Fate.KILLED,
                List.of(
                    Map.of("id", "alive", "run", mine),
                    Map.of("id", "orphan", "run", ended),
                    Map.of("id", "other", "run", elsewhere),
                    Map.of("id", "foreign", "run", "somebody's")));
        DockerEngine engine = DockerEngine.at(server.address())) {
      Runs.removeOver(engine);

      assertEquals(
          List.of("DELETE /containers/orphan"),
          server.asked().stream().filter(asks -> asks.startsWith("DELETE ")).toList());
    }
  }

  @Test
  void aRunKnowsItsOwnProcess() {
    RunId run = RunId.parse(Runs.next()).orElseThrow();

    assertFalse(run.isOver());
    assertTrue(new RunId(run.place(), 4_194_304, 1, run.unique()).isOver());
    assertTrue(new RunId(run.place(), run.process(), run.started() - 1, run.unique()).isOver());
  }
}
