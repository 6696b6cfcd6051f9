// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.data.DriftReference;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.data.OutputBins;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.DriftBins;
import dev.slipway.data.sql.Limits;
import dev.slipway.evidence.Evidence;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Trail;
import dev.slipway.workbench.project.WriteProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps the distributions of the model's inputs and answers at its acceptance, so that a monitor
/// can detect drift.
public final class KeepBaseline {

  public static final String FILE = "drift-baseline.json";

  /// Alarms are calibrated for windows of so many rows where nobody says how many.
  public static final int WINDOW = 500;

  private static final String FALSE_ALARMS = "drift.false_alarm_rate";

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
    if (window < 1) {
      throw Problem.input(
              "drift.bad-window",
              "A window of " + window + " rows holds nothing to compare",
              "Alarms are calibrated for windows of so many rows.",
              "Give --window "
                  + WINDOW
                  + ", or another number of rows that come within a day or so.")
          .asException();
    }
    Project.DataSource data = InspectData.source(opened);
    Inspection inspection = InspectModel.look(opened);
    String named = InspectData.reference(data);
    var source = DataFiles.Source.asWritten(opened.folder().resolve(named), named);
    DriftReference reference;
    try (DataFiles files =
        DataFiles.open(List.of(source), Limits.ofMachine(), progress.part(0, 0.3))) {
      Table sample = files.sample(0, ASKED_ROWS).without(data.label());
      List<Feature> features =
          new ArrayList<>(
              DriftBins.of(
                  files,
                  0,
                  DrawContract.places(sample.columns(), data, inspection),
                  window,
                  progress.part(0.3, 0.7)));
      features.addAll(
          OutputBins.of(
              answers(opened, sample.renamed(data.inputs()), inspection, progress.part(0.7, 0.99)),
              window));
      reference =
          DriftReference.of(
              named, Hashes.of(source.path()), inspection.model().sha256(), window, features);
    }
    Path file = opened.folder().resolve(FILE);
    write.whole(file, reference.text(), true);
    record(opened, reference);
    return reference;
  }

  /// Leaves a baseline that holds as it is; counts another anew, for the window of the old one.
  DriftReference renew(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    int old = WINDOW;
    try {
      Path file = opened.folder().resolve(FILE);
      if (Files.exists(file)) {
        old = DriftReference.parse(Reading.text(file), FILE).window();
      }
      Optional<DriftReference> holds = kept(opened, InspectModel.look(opened));
      if (holds.isPresent()) {
        record(opened, holds.get());
        return holds.get();
      }
    } catch (ProblemException itNoLongerHolds) {
      return keep(opened, old, progress);
    }
    return keep(opened, old, progress);
  }

  static String command(OpenedProject opened) {
    return InspectData.command(opened) + " --baseline";
  }

  /// The baseline beside `slipway.yaml`, where there is one.
  ///
  /// @param inspection of today's model
  /// @throws ProblemException when it is of another reference, model or mapping than today's
  static Optional<DriftReference> kept(OpenedProject opened, Inspection inspection)
      throws ProblemException {
    Sha256 model = inspection.model().sha256();
    Path file = opened.folder().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    DriftReference kept = DriftReference.parse(Reading.text(file), FILE);
    Optional<Path> data = opened.reference();
    if (data.isPresent() && !Hashes.of(data.get()).equals(kept.sha256())) {
      throw stale(
          opened,
          FILE + " is of other data than today's reference",
          "The counters would compare what is served with what the model was not trained on.");
    }
    if (!kept.model().equals(model)) {
      throw stale(
          opened,
          FILE + " is of another model than today's",
          "It holds how the answers of model %s were spread; today's is %s."
              .formatted(kept.model().brief(), model.brief()));
    }
    Optional<Project.DataSource> source = opened.project().data();
    if (source.isPresent() && !isMapped(kept, source.get(), inspection)) {
      throw stale(
          opened,
          FILE + " is of another mapping of columns than today's",
          "It holds for an input of the model how a column was spread that no longer fills it.");
    }
    return Optional.of(kept);
  }

  /// Whether the columns that it counts fill what they filled then.
  private static boolean isMapped(
      DriftReference kept, Project.DataSource source, Inspection inspection) {
    Set<String> inputs =
        inspection.signature().inputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    List<String> columns =
        Stream.concat(
                kept.features().stream()
                    .filter(feature -> inputs.contains(feature.tensor()))
                    .map(Feature::name),
                kept.unwatched().stream())
            .distinct()
            .toList();
    try {
      return DrawContract.places(columns, source, inspection).stream()
          .filter(place -> !kept.unwatched().contains(place.column()))
          .allMatch(place ->
              kept.features().stream()
                  .anyMatch(feature ->
                      feature.name().equals(place.column())
                          && feature.tensor().equals(place.input().name())
                          && feature.index() == place.index()));
    } catch (ProblemException aColumnThatItDoesNotCount) {
      return false;
    }
  }

  private static ProblemException stale(OpenedProject opened, String what, String why) {
    return Problem.input("drift.stale-baseline", what, why, "Write it again: " + command(opened))
        .asException();
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

  private void record(OpenedProject opened, DriftReference reference) throws ProblemException {
    Sha256 model = reference.model();
    var inputs = Fact.Inputs.none().and("model", model).and("reference", reference.sha256());
    long empty = reference.features().stream().filter(f -> f.rows() == 0).count();
    trail.keep(
        opened,
        model,
        command(opened),
        List.of(
            Fact.of("drift.baseline_fields_missing", empty, "count", inputs),
            Fact.of("drift.unwatched", String.join(", ", reference.unwatched()), "text", inputs),
            falseAlarms(reference, inputs, command(opened))));
  }

  private static Fact falseAlarms(DriftReference reference, Fact.Inputs inputs, String command) {
    List<String> without = reference.withoutPromise();
    return without.isEmpty()
        ? Fact.of(FALSE_ALARMS, reference.falseAlarmRate(), "share", inputs)
        : Fact.of(
            FALSE_ALARMS,
            "no rate can be promised for "
                + String.join(", ", without)
                + ": the reference has too few rows for so many bins; add rows to the reference"
                + " and count again: "
                + command,
            Evidence.NOT_RUN,
            inputs);
  }
}
