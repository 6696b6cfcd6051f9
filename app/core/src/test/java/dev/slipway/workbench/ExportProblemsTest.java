// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an export says that cannot be made.
final class ExportProblemsTest extends OnSample {

  @Test
  void whatATargetNeedsIsStatedByALineThatCanBeTyped() throws Exception {
    Problem problem = refusal("batch");

    assertEquals(
        Problem.input(
            "bundle.not-stated",
            "The target batch cannot be made.",
            "It needs objectives.batch, which slipway.yaml does not state.",
            "State what is so, such as: slipway set %s \"objectives.batch={rows: 50 million, every: day, within: 2 h}\" Or leave the target out."
                .formatted(project)),
        problem);
  }

  /// The job for Spark is of a room that this one does not know.
  @Test
  void theCommandThatHelpsNamesTheProject() throws Exception {
    Path file = project.resolve("slipway.yaml");
    String yaml = Files.readString(file);
    String asked = "objectives:\n  batch: {rows: 1 million, every: day, within: 2 h}\n";
    Files.writeString(file, yaml.replace("objectives:\n", asked));
    Problem problem = refusal("spark");

    assertEquals("bundle.no-spark", problem.code().id());
    assertTrue(
        problem
            .remedy()
            .startsWith("Run packaging/dev/slipway export " + project + " --target spark, which"),
        problem.remedy());
  }

  /// Of the target, once the project was profiled.
  private Problem refusal(String target) throws Exception {
    OpenedProject opened = opened();
    SampleProject.profiled(
        new Shelf(ledger, InstantSource.fixed(MadeWorkbench.NOW)), opened, Optional.empty());
    return assertThrows(
            ProblemException.class, () -> workbench.export().preview(opened, List.of(target)))
        .problem();
  }
}
