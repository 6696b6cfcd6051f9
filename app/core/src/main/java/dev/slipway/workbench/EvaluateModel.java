// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.DataInspector;
import dev.slipway.data.DataReport;
import dev.slipway.data.Evaluation;
import dev.slipway.data.EvaluationRequest;
import dev.slipway.data.Evaluator;
import dev.slipway.data.Table;
import dev.slipway.data.TableReader;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.objective.Project;
import dev.slipway.serving.predict.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the model about labelled holdout rows, and keeps how well it answered.
public final class EvaluateModel {

  static final String KIND = "evaluation";

  private final Trail trail;
  private final Shelf shelf;
  private final StateFloor floor;

  EvaluateModel(Trail trail, Shelf shelf, StateFloor floor) {
    this.trail = trail;
    this.shelf = shelf;
    this.floor = floor;
  }

  static String command(OpenedProject opened) {
    return "slipway evaluate " + opened.folder();
  }

  public Evaluation evaluate(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    Project.DataSource data = source(opened);
    progress.step(0, "reading the data");
    Inspection inspection = InspectModel.look(opened.model());
    floor.state(opened, inspection.model().sha256());
    Table holdout = TableReader.read(opened.folder().resolve(data.holdout()));
    Table reference = TableReader.read(opened.folder().resolve(data.reference()));
    Optional<Quality> quality = opened.project().objectives().quality();
    var request =
        new EvaluationRequest(
            holdout,
            Optional.of(reference),
            data.label(),
            quality.map(Quality::metric),
            quality.map(Quality::slices).orElse(List.of()));
    Evaluation evaluation;
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      evaluation = Evaluator.evaluate(predictor, inspection, request, progress.part(0.1, 1));
    }
    Sha256 model = inspection.model().sha256();
    keep(opened, model, evaluation, DataInspector.leaked(holdout, reference));
    return evaluation;
  }

  /// How well another form of the model answers; nothing is kept.
  Evaluation score(OpenedProject opened, Path model) throws ProblemException, InterruptedException {
    Project.DataSource data = source(opened);
    Optional<Quality> quality = opened.project().objectives().quality();
    var request =
        new EvaluationRequest(
            TableReader.read(opened.folder().resolve(data.holdout())),
            Optional.of(TableReader.read(opened.folder().resolve(data.reference()))),
            data.label(),
            quality.map(Quality::metric),
            List.of());
    try (Predictor predictor = Models.open(model, 1)) {
      return Evaluator.evaluate(
          predictor, InspectModel.look(opened.model()), request, Progress.NONE);
    }
  }

  /// Reports on the reference and the holdout data; nothing is kept.
  List<DataReport> data(OpenedProject opened) throws ProblemException {
    if (opened.project().data().isEmpty()) {
      return List.of();
    }
    Project.DataSource data = source(opened);
    Table reference = TableReader.read(opened.folder().resolve(data.reference()));
    Table holdout = TableReader.read(opened.folder().resolve(data.holdout()));
    return List.of(
        DataInspector.report(reference, data.label(), data.columnClasses(), Optional.empty()),
        DataInspector.report(holdout, data.label(), data.columnClasses(), Optional.of(reference)));
  }

  private void keep(OpenedProject opened, Sha256 model, Evaluation evaluation, long leaked)
      throws ProblemException {
    var inputs = Fact.Inputs.none().and("model", model).and("holdout", evaluation.holdout());
    String metric = evaluation.metric();
    double sign = evaluation.higherIsBetter() ? 1 : -1;
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("model.holdout_score", evaluation.score().value(), metric, inputs));
    facts.add(Fact.of("data.split_leak_count", leaked, "count", inputs));
    if (evaluation.higherIsBetter()) {
      facts.add(Fact.of("model.holdout_lower95", evaluation.score().low(), metric, inputs));
    }
    facts.add(
        Fact.of(
            "model.baseline_uplift",
            sign * (evaluation.score().value() - evaluation.baseline()),
            metric,
            inputs));
    opened
        .project()
        .objectives()
        .quality()
        .ifPresent(quality ->
            facts.add(
                Fact.of(
                    "model.slices_below_floor",
                    slicesBelow(evaluation, quality.floor()),
                    "count",
                    inputs.and("objectives", opened.objectivesHash()))));
    trail.keep(opened, model, command(opened), facts);
    floor.compare(opened, model);
    shelf.keep(opened, model, KIND, shelf.newId(opened, KIND), inputs, evaluation);
  }

  /// Groups that are worse than the floor beyond doubt: not even the good end of their interval
  /// reaches it.
  static long slicesBelow(Evaluation evaluation, double floor) {
    return evaluation.slices().stream()
        .filter(slice ->
            evaluation.higherIsBetter()
                ? slice.score().high() < floor
                : slice.score().low() > floor)
        .count();
  }

  private static Project.DataSource source(OpenedProject opened) throws ProblemException {
    return opened
        .project()
        .data()
        .orElseThrow(() ->
            Problem.input(
                    "data.missing",
                    "The project names no data",
                    "Without labelled holdout rows nobody can say how good the model is.",
                    "Add data: {reference: …, holdout: …, label: …} to slipway.yaml.")
                .asException());
  }
}
