// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.EvaluationRequest;
import dev.slipway.evaluate.Evaluator;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.objective.Project;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scores the model on labelled holdout rows, and keeps the evaluation.
public final class EvaluateModel {

  static final String KIND = "evaluation";

  /// Runs that hold a comparison with the champion.
  static final String CHAMPION_KIND = "champion";

  /// Whether the model is shown to be not worse than the champion.
  static final String VERDICT = "model.champion_verdict";

  /// How much better than the champion.
  static final String DELTA = "model.champion_delta";

  /// The smallest difference that is accepted: 0, or a small negative number.
  static final String ALLOWED = "charter.allowed_regression";

  private final ImportModel imports;
  private final Trail trail;
  private final Shelf shelf;
  private final StateFloor floor;

  EvaluateModel(ImportModel imports, Trail trail, Shelf shelf, StateFloor floor) {
    this.imports = imports;
    this.trail = trail;
    this.shelf = shelf;
    this.floor = floor;
  }

  static String command(OpenedProject opened) {
    return opened.command("evaluate");
  }

  public Evaluation evaluate(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    Project.DataSource data = InspectData.source(opened);
    progress.step(0, "reading the data");
    Inspection inspection = InspectModel.look(opened);
    floor.state(opened, inspection.model().sha256());
    Optional<Quality> quality = opened.project().objectives().quality();
    EvaluationRequest request =
        request(opened, data, quality.map(Quality::slices).orElse(List.of()));
    Evaluation evaluation;
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      evaluation = Evaluator.evaluate(predictor, inspection, request, progress.part(0.1, 1));
    }
    Sha256 model = inspection.model().sha256();
    keep(opened, model, evaluation);
    return evaluation;
  }

  /// Scores the model and the champion on the same rows, and keeps the difference as evidence.
  ///
  /// @param champion a model file of any kind that Slipway takes
  /// @param allowedRegression how much worse the model may be, 0 or more
  public ChampionComparison challenge(
      OpenedProject opened, Path champion, double allowedRegression, Progress progress)
      throws ProblemException, InterruptedException {
    if (!(allowedRegression >= 0 && Double.isFinite(allowedRegression))) {
      throw Problem.input(
              "evaluation.bad-regression",
              "An allowed regression of " + allowedRegression + " cannot be judged by",
              "It is how much worse the model may be than the champion: a number, 0 or more.",
              "Give --allowed-regression 0, or a small number such as 0.005.")
          .asException();
    }
    Project.DataSource data = InspectData.source(opened);
    Inspection ours = InspectModel.look(opened);
    Inspection theirs =
        InspectModel.look(
            imports
                .named(
                    imports.of(champion, opened.reference(), progress.part(0, 0.1)),
                    opened.project().model().labels(),
                    List.of())
                .onnx());
    ChampionComparison found;
    try (Predictor candidate = Models.open(opened.model(), 1);
        Predictor incumbent = Models.open(theirs.model().path(), 1)) {
      found =
          Evaluator.compare(
              new Evaluator.LoadedModel(candidate, ours),
              new Evaluator.LoadedModel(incumbent, theirs),
              request(opened, data, List.of()),
              allowedRegression,
              progress);
    }
    Sha256 model = ours.model().sha256();
    var inputs = Fact.Inputs.none().and("model", model).and("holdout", found.holdout());
    trail.keep(
        opened,
        model,
        command(opened)
            + " --champion "
            + champion
            + (allowedRegression > 0 ? " --allowed-regression " + allowedRegression : ""),
        List.of(
            Fact.of(VERDICT, found.verdict().inWords(), "", inputs),
            Fact.of(DELTA, found.delta().value(), found.metric(), inputs),
            Fact.of("model.champion_delta_lower95", found.delta().low(), found.metric(), inputs),
            Fact.of("model.champion", found.incumbent().hex(), "sha256", inputs),
            Fact.of(ALLOWED, 0 - allowedRegression, found.metric(), inputs)));
    shelf.keep(opened, model, CHAMPION_KIND, shelf.newId(opened, CHAMPION_KIND), inputs, found);
    return found;
  }

  /// How well another form of the model answers; nothing is kept.
  Evaluation score(OpenedProject opened, Path model) throws ProblemException, InterruptedException {
    EvaluationRequest request = request(opened, InspectData.source(opened), List.of());
    try (Predictor predictor = Models.open(model, 1)) {
      return Evaluator.evaluate(
          predictor, InspectModel.look(opened.original()), request, Progress.NONE);
    }
  }

  private static EvaluationRequest request(
      OpenedProject opened, Project.DataSource data, List<String> slices)
      throws ProblemException, InterruptedException {
    Path holdout = opened.folder().resolve(data.holdout());
    Optional<Table> reference = Optional.empty();
    if (data.reference().isPresent()) {
      String name = data.reference().get();
      reference = Optional.of(DataFiles.table(opened.folder().resolve(name), name));
    }
    return new EvaluationRequest(
        DataFiles.table(holdout, data.holdout()),
        reference,
        data.label(),
        opened.project().objectives().quality().map(Quality::metric),
        slices,
        data.inputs());
  }

  private void keep(OpenedProject opened, Sha256 model, Evaluation evaluation)
      throws ProblemException {
    var inputs = Fact.Inputs.none().and("model", model).and("holdout", evaluation.holdout());
    String metric = evaluation.metric();
    double sign = evaluation.higherIsBetter() ? 1 : -1;
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("model.holdout_score", evaluation.score().value(), metric, inputs));
    // The pessimistic end; where less is better it is negated, as its floor is.
    Interval score = evaluation.score();
    double worst = evaluation.higherIsBetter() ? score.low() : score.high();
    facts.add(Fact.of("model.holdout_lower95", sign * worst, metric, inputs));
    facts.add(Fact.of("model.baseline_uplift", evaluation.uplift(), metric, inputs));
    facts.addAll(floor.judged(opened, model, evaluation));
    trail.keep(opened, model, command(opened), facts);
    floor.compare(opened, model);
    shelf.keep(opened, model, KIND, shelf.newId(opened, KIND), inputs, evaluation);
  }
}
