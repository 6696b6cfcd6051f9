// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads a model's bytes and says what it is, and whether the runtime opens it; predicts nothing.
public final class InspectModel {

  private final OpenProject open;
  private final Trail trail;

  InspectModel(OpenProject open, Trail trail) {
    this.open = open;
    this.trail = trail;
  }

  /// @param given a model file, or a project whose model is meant
  public Inspection inspect(Path given) throws ProblemException {
    boolean project =
        Files.isDirectory(given) || given.getFileName().toString().equals(OpenProject.FILE);
    return project ? inspect(open.open(given)) : lookAndTry(given);
  }

  /// Inspects the project's model and keeps what was found.
  public Inspection inspect(OpenedProject opened) throws ProblemException {
    Inspection inspection = lookAndTry(opened.model());
    var inputs = Fact.Inputs.none().and("model", inspection.model().sha256());
    trail.keep(
        opened,
        inspection.model().sha256(),
        "slipway inspect " + opened.folder(),
        List.of(
            Fact.of("model.unsafe_load_findings", 0, "count", inputs),
            Fact.of("model.parameters", inspection.parameters(), "count", inputs),
            Fact.of("model.size_bytes", inspection.model().size().count(), "bytes", inputs)));
    return inspection;
  }

  /// The bytes first; then the runtime, in a process of its own, is asked whether it takes them.
  private static Inspection lookAndTry(Path model) throws ProblemException {
    Inspection inspection = look(model);
    return inspection.and(Models.tryOut(inspection));
  }

  /// The bytes only, without a trail.
  static Inspection look(Path model) throws ProblemException {
    return Inspector.inspect(ModelIntake.open(model));
  }
}
