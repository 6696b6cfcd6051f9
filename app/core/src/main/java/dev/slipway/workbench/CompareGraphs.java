// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.GraphDetails;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.compare.GraphComparison;
import dev.slipway.inspect.compare.GraphSide;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.Optional;

/// Holds the graph of a project's model against that of another model; nothing is kept.
public final class CompareGraphs {

  private final OpenProject open;
  private final ImportModel imports;

  CompareGraphs(OpenProject open, ImportModel imports) {
    this.open = open;
    this.imports = imports;
  }

  /// @param model of the project
  /// @param other the one that it is held against
  public record Compared(Inspection model, Inspection other, GraphComparison comparison) {}

  /// @param other a model of any kind that Slipway takes, or a project
  public Compared compare(OpenedProject opened, Path other, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the models");
    Path onnx =
        OpenProject.isProject(other)
            ? open.open(other, progress.part(0, 0.3)).model()
            : imports.of(other, Optional.empty(), progress.part(0, 0.3)).onnx();
    Inspection first = InspectModel.look(opened);
    Inspection second = InspectModel.look(onnx);
    progress.step(0.4, "hashing the weights of the project's model");
    GraphSide before = side(first);
    progress.step(0.7, "hashing the weights of the other model");
    GraphSide after = side(second);
    progress.step(0.95, "finding which operators belong together");
    return new Compared(first, second, GraphComparison.of(before, after));
  }

  private static GraphSide side(Inspection inspection) throws ProblemException {
    return new GraphSide(
        inspection.graph(),
        GraphDetails.nodes(inspection.model()),
        GraphDetails.weights(inspection.model()));
  }
}
