// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.Checklist;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Each test has a copy of the sample penguin-species that it may change, and a workbench over a
/// ledger in memory.
abstract class OnSample {

  @TempDir Path folder;

  final MemoryLedger ledger = new MemoryLedger();
  Path project;
  Workbench workbench;

  @BeforeEach
  final void copyTheSample() throws Exception {
    project = SampleProject.copyInto(folder);
    workbench = MadeWorkbench.over(folder, ledger);
  }

  final OpenedProject opened() throws ProblemException {
    return workbench.open().open(project);
  }

  /// What the checklist says of an item now.
  final Checklist.Line line(String evidenceKey) throws ProblemException {
    return workbench.checklist().review(opened()).lines().stream()
        .filter(line -> line.item().evidenceKey().equals(evidenceKey))
        .findFirst()
        .orElseThrow();
  }

  final Checklist.State state(String evidenceKey) throws ProblemException {
    return line(evidenceKey).state();
  }
}
