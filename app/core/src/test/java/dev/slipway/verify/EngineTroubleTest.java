// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.Progress;
import dev.slipway.verify.engine.Runs;
import dev.slipway.verify.engine.StandInEngine;
import dev.slipway.verify.engine.StandInEngine.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an engine suffers is none of the bundle's faults: it is told by its own name, as something
/// that the environment lacks.
final class EngineTroubleTest {

  private static final String ASKED = "The service can be built, started and asked";

  @TempDir private Path folder;

  private Verification verify(StandInEngine engine) throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    var request =
        new VerifyRequest(
            bundle,
            Optional.empty(),
            Optional.empty(),
            EngineChoice.CONTAINER,
            Duration.ofSeconds(1),
            Optional.empty());
    return new BundleVerifier(Map.of("DOCKER_HOST", engine.address()), finding -> {})
        .verify(request, Progress.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "KILLED, engine.lost, The container engine was lost",
    "SHUTS_DOWN, engine.lost, The container engine was lost",
    "DISK_FULL, engine.disk-full, The container engine's disk is full",
  })
  void isNeitherPassedNorFailed(Fate fate, String code, String says) throws Exception {
    try (var engine = new StandInEngine(fate, List.of())) {
      Verification verification = verify(engine);

      assertTrue(verification.passed(), verification.findings().toString());
      Problem trouble = verification.trouble().orElseThrow();
      assertEquals(code, trouble.code().id());
      assertEquals(Problem.Category.ENVIRONMENT, trouble.code().category());
      String told =
          verification.findings().stream()
              .filter(finding -> finding.check().equals(ASKED))
              .map(finding -> ((Finding.NotRun) finding).because())
              .findFirst()
              .orElseThrow();
      assertTrue(told.startsWith(says), told);
      assertFalse(told.contains("Dockerfile"), told);
    }
  }

  @Test
  void aStepOfTheDockerfileThatFailsIsTheBundlesFault() throws Exception {
    try (var engine = new StandInEngine(Fate.BAD_STEP, List.of())) {
      Verification verification = verify(engine);

      assertFalse(verification.passed());
      assertEquals(Optional.empty(), verification.trouble());
    }
  }

  /// Of runs that nobody ends any more; those of others, and of this process, stay.
  @Test
  void theNextRunRemovesWhatOneLeftThatWasKilled() throws Exception {
    String mine = Runs.next();
    String ended = mine.replaceFirst("-[0-9]+-[0-9]+-", "-4194304-1-");
    String elsewhere = ended.replaceFirst("^[0-9a-f]{8}", "00000000");
    try (var engine =
        new StandInEngine(
            Fate.KILLED,
            List.of(
                Map.of("id", "alive", "run", mine),
                Map.of("id", "orphan", "run", ended),
                Map.of("id", "other", "run", elsewhere),
                Map.of("id", "foreign", "run", "somebody's")))) {
      verify(engine);

      assertEquals(
          List.of("DELETE /containers/orphan"),
          engine.asked().stream().filter(asks -> asks.startsWith("DELETE ")).toList());
    }
  }
}
