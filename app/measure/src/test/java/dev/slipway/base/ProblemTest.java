// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Problems, hashes and progress.
final class ProblemTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", "Upper.case", "a..b", "a.", "a_b.c", ""})
  void refusesCodesThatAreNotDottedNames(String id) {
    assertThrows(IllegalArgumentException.class, () -> Problem.input(id, "what", "why", "remedy"));
  }

  @Test
  void alwaysSaysWhatToDo() {
    assertThrows(IllegalArgumentException.class, () -> Problem.gate("a.b", "what", "why", " "));
  }

  @Test
  void theExceptionCarriesTheProblem() {
    Problem problem = Problem.environment("disk.full", "The disk is full", "0 B left", "Free some");
    ProblemException exception = problem.asException();
    assertEquals(problem, exception.problem());
    assertEquals("The disk is full", exception.getMessage());
  }

  @Test
  void hashesFilesAsItHashesBytes(@TempDir Path folder) throws Exception {
    byte[] bytes = "abc".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("f"), bytes);
    assertEquals(Sha256.of(bytes), Sha256.of(file));
    assertEquals("ba7816bf8f01", Sha256.of("abc".getBytes(StandardCharsets.UTF_8)).brief());
  }

  @Test
  void aPartOfProgressCountsFromZeroToOne() {
    List<String> seen = new ArrayList<>();
    Progress progress = (fraction, doing) -> seen.add(fraction + " " + doing);
    Progress part = progress.part(0.5, 1.0).part(0.0, 0.5);
    part.report(0, "a");
    part.report(1, "b");
    assertEquals(List.of("0.5 a", "0.75 b"), seen);
  }

  @Test
  void anInterruptStopsTheNextStep() {
    Thread.currentThread().interrupt();
    InterruptedException stop =
        assertThrows(InterruptedException.class, () -> Progress.NONE.step(0.3, "counting"));
    assertEquals("cancelled while counting", stop.getMessage());
  }
}
