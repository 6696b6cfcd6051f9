// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.DriftReference;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.data.ModelInputs;
import dev.slipway.data.ModelInputs.Place;
import dev.slipway.data.OutputBins;
import dev.slipway.data.Table;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.DriftBins;
import dev.slipway.data.sql.Limits;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Keeps how the model's inputs and answers were spread when it was accepted, so that a monitor can
/// tell when they are no longer.
public final class KeepBaseline {

  public static final String FILE = "drift-baseline.json";

  private static final int ASKED_ROWS = 2000;

  private final Trail trail;
  private final WriteProject write = new WriteProject();

  KeepBaseline(Trail trail) {
    this.trail = trail;
  }

  /// Writes the baseline beside `slipway.yaml`.
  ///
  /// @param window rows of a window that alarms are calibrated for
  public DriftReference keep(OpenedProject opened, int window, Progress progress)
      throws ProblemException, InterruptedException {
    Project.DataSource data = InspectData.source(opened);
    Inspection inspection = InspectModel.look(opened.model());
    var source =
        DataFiles.Source.asWritten(opened.folder().resolve(data.reference()), data.reference());
    DriftReference reference;
    try (DataFiles files =
        DataFiles.open(List.of(source), Limits.ofMachine(), progress.part(0, 0.3))) {
      Table sample = files.sample(0, ASKED_ROWS).without(data.label());
      List<Feature> features =
          new ArrayList<>(
              DriftBins.of(
                  files, 0, places(sample, data, inspection), window, progress.part(0.3, 0.7)));
      features.addAll(
          OutputBins.of(
              answers(opened, sample.renamed(data.inputs()), inspection, progress.part(0.7, 0.99)),
              window));
      reference = new DriftReference(data.reference(), Hashes.of(source.path()), window, features);
    }
    Path file = opened.folder().resolve(FILE);
    write.whole(file, reference.text(), true);
    record(opened, inspection.model().sha256(), reference);
    return reference;
  }

  /// Hash of the reference that a baseline was made from.
  static String reference(Path file) throws ProblemException {
    return Json.tree(Reading.text(file)).path("sha256").asText();
  }

  /// By the names that columns have in the file.
  private static List<Place> places(Table sample, Project.DataSource data, Inspection inspection)
      throws ProblemException {
    List<String> called = sample.renamed(data.inputs()).columns();
    return ModelInputs.places(called, inspection.featureMap(), inspection.signature()).stream()
        .map(place ->
            new Place(
                sample.columns().get(called.indexOf(place.column())), place.input(), place.index()))
        .toList();
  }

  private static List<Map<String, Tensor>> answers(
      OpenedProject opened, Table rows, Inspection inspection, Progress progress)
      throws ProblemException, InterruptedException {
    List<Map<String, Tensor>> answers = new ArrayList<>();
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      for (Map<String, Tensor> request :
          ModelInputs.of(rows, inspection.featureMap(), inspection.signature())) {
        progress.step((double) answers.size() / rows.rows().size(), "asking the model");
        answers.add(predictor.predict(request));
      }
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "drift.model-failed",
              "The model fails on row " + (answers.size() + 1) + " of " + rows.source(),
              e.reason(),
              "Check that the reference is what the model was trained on."),
          e);
    }
    return answers;
  }

  private void record(OpenedProject opened, Sha256 model, DriftReference reference)
      throws ProblemException {
    var inputs = Fact.Inputs.none().and("model", model).and("reference", reference.sha256());
    long empty = reference.features().stream().filter(f -> f.rows() == 0).count();
    trail.keep(
        opened,
        model,
        "slipway data " + opened.folder() + " --baseline",
        List.of(
            Fact.of("drift.baseline_fields_missing", empty, "count", inputs),
            Fact.of("drift.false_alarm_rate", reference.falseAlarmRate(), "share", inputs)));
  }
}
