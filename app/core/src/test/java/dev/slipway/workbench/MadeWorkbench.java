// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// A workbench over a ledger in memory, at a time that stands still.
final class MadeWorkbench {

  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private MadeWorkbench() {}

  /// @param folder below which its home lies
  static Workbench over(Path folder, MemoryLedger ledger) throws ProblemException {
    return Workbench.over(bench(folder, ledger), "a test", Map.of());
  }

  static Bench bench(Path folder, MemoryLedger ledger) throws ProblemException {
    return Bench.at(new Home(folder.resolve("home")), ledger, ledger, InstantSource.fixed(NOW));
  }
}
