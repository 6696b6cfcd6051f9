// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.isolated.IsolatedRuntime;
import dev.slipway.model.isolated.Limits;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OptimizationLevel;
import dev.slipway.serving.predict.Predictor;
import java.nio.file.Path;
import java.util.List;

/// Opens models in a process of their own, so that one that crashes native code costs a problem and
/// not the application.
final class Models {

  static final String OPENS = "The runtime opens the model";

  /// What is wrong with the notes that a model carries hinders nobody from running it.
  private static final String NOTES = "model.feature-names";

  private Models() {}

  static Predictor open(Path model, int threads) throws ProblemException {
    return open(InspectModel.look(model), ModelSettings.withThreads(threads));
  }

  private static Predictor open(Inspection inspection, ModelSettings settings)
      throws ProblemException {
    refuse(inspection);
    Limits limits = Limits.generous(inspection.weights());
    return IsolatedRuntime.openAlone(inspection.model().path(), settings, limits);
  }

  /// @throws ProblemException where the bytes say that the runtime will not take the model
  static void refuse(Inspection inspection) throws ProblemException {
    for (Problem problem : obstacles(inspection)) {
      throw problem.asException();
    }
  }

  /// Opens a model that was made of one that could be opened.
  static Predictor openMade(Path made, Bytes size) throws ProblemException {
    return IsolatedRuntime.openAlone(made, ModelSettings.withThreads(1), Limits.generous(size));
  }

  /// Whether the runtime takes the model: it is opened and closed, and no operator of it runs.
  static Finding tryOut(Inspection inspection) throws InterruptedException {
    if (!obstacles(inspection).isEmpty()) {
      return new Finding.NotRun(OPENS, "what is said above stands in the way");
    }
    var plain = new ModelSettings(1, OptimizationLevel.NONE, false);
    try (Predictor opened = open(inspection, plain)) {
      return new Finding.Passed(
          OPENS, "inputs " + opened.inputs().size() + ", outputs " + opened.outputs().size());
    } catch (ProblemException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while the runtime opened the model");
      }
      return new Finding.Failed(OPENS, e.problem());
    }
  }

  /// What the bytes say already: in better words than the runtime has, and without its looking at a
  /// place that is none of the model's.
  private static List<Problem> obstacles(Inspection inspection) {
    return inspection.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(Finding.Failed.class::cast)
        .map(Finding.Failed::problem)
        .filter(problem -> !problem.code().id().equals(NOTES))
        .toList();
  }
}
