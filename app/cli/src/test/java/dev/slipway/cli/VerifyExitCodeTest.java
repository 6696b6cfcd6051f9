// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.verify.Verification;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// An engine that was lost is 3, whatever passed before; what failed before it stays 1.
final class VerifyExitCodeTest {

  private static final Problem LOST =
      Problem.environment("engine.lost", "It was lost.", "Killed.", "Look.");

  private static final Problem FAULT = Problem.gate("compose.rule", "A fault.", "", "Correct it.");

  private static int code(Optional<Problem> trouble, Finding... findings) {
    return VerifyCommand.code(
            new Verification(
                "container", List.of(findings), new TreeMap<>(), Optional.empty(), trouble))
        .code();
  }

  @Test
  void tellsTheEnginesTroubleFromTheBundlesFaults() {
    Finding passed = new Finding.Passed("a", "b");
    Finding failed = new Finding.Failed("a", FAULT);

    assertEquals(0, code(Optional.empty(), passed));
    assertEquals(1, code(Optional.empty(), passed, failed));
    assertEquals(3, code(Optional.of(LOST), passed));
    assertEquals(1, code(Optional.of(LOST), failed));
  }
}
