// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.DataInspector;
import dev.slipway.evaluate.Metric.Task;
import dev.slipway.inspect.Inspection;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Scores a model on labelled rows, with intervals.
public final class Evaluator {

  private final Predictor predictor;
  private final Inspection inspection;
  private final EvaluationRequest request;
  private final Table holdout;
  private final int label;

  private Evaluator(
      Predictor predictor, Inspection inspection, EvaluationRequest request, int label) {
    this.predictor = predictor;
    this.inspection = inspection;
    this.request = request;
    this.holdout = request.holdout();
    this.label = label;
  }

  /// @throws ProblemException when the holdout lacks the label column or a slice column, when a
  ///   value cannot be given to the model, or when its answers cannot be compared with the label
  public static Evaluation evaluate(
      Predictor predictor, Inspection inspection, EvaluationRequest request, Progress progress)
      throws ProblemException, InterruptedException {
    for (String slice : request.slices()) {
      if (request.holdout().indexOf(slice).isEmpty()) {
        throw Problem.input(
                "evaluation.no-slice-column",
                request.holdout().source() + " has no column '" + slice + "' to slice by",
                "It has " + String.join(", ", request.holdout().columns()) + ".",
                "Correct objectives.quality.slices in slipway.yaml.")
            .asException();
      }
    }
    return of(new LoadedModel(predictor, inspection), request).run(progress);
  }

  /// A model that can be asked.
  public record LoadedModel(Predictor predictor, Inspection inspection) {}

  /// Asks two models about the same rows, and says which answers better.
  ///
  /// @param allowedRegression how much worse the candidate may be, 0 or more
  public static ChampionComparison compare(
      LoadedModel candidate,
      LoadedModel champion,
      EvaluationRequest request,
      double allowedRegression,
      Progress progress)
      throws ProblemException, InterruptedException {
    Evaluator ours = of(candidate, request);
    Metric metric = ours.metric(ours.reader());
    Scoring now = ours.answer(progress.part(0, 0.4)).scoring();
    Evaluator theirs = of(champion, request);
    if (theirs.reader().task() != ours.reader().task()) {
      throw Problem.input(
              "evaluation.champion-differs",
              "The champion and the model do not answer the same question",
              "One answers with %s, the other with %s."
                  .formatted(words(ours.reader().task()), words(theirs.reader().task())),
              "Give --champion a model for the same label; if it tells classes apart, name them in"
                  + " slipway.yaml under model.labels.")
          .asException();
    }
    Scoring before = theirs.answer(progress.part(0.4, 0.8)).scoring();
    progress.step(0.8, "comparing row by row");
    int[] all = IntStream.range(0, ours.holdout.rows().size()).toArray();
    var scores =
        new ChampionComparison.Scores(
            metric,
            all.length,
            ours.defined(metric, now, all),
            theirs.defined(metric, before, all));
    Sha256 incumbent = champion.inspection().model().sha256();
    var of = new ChampionComparison.Of(incumbent, ours.holdout.sha256());
    ChampionComparison found =
        candidate.inspection().model().sha256().equals(incumbent)
            ? ChampionComparison.ofTheSame(scores, allowedRegression, of)
            : ChampionComparison.judged(
                scores, PairedDifference.of(metric, now, before, all), allowedRegression, of);
    progress.step(1, "compared");
    return found;
  }

  private static Evaluator of(LoadedModel model, EvaluationRequest request)
      throws ProblemException {
    int label = columnOf(request.holdout(), request.label());
    return new Evaluator(model.predictor(), model.inspection(), request, label);
  }

  private double defined(Metric metric, Scoring scoring, int[] rows) throws ProblemException {
    double score = scoring.score(metric, rows);
    if (!Double.isFinite(score)) {
      throw undefined(metric).asException();
    }
    return score;
  }

  private Evaluation run(Progress progress) throws ProblemException, InterruptedException {
    Metric metric = metric(reader());
    return evaluation(metric, answer(progress.part(0, 0.7)), progress.part(0.7, 1));
  }

  private Answers reader() {
    return new Answers(predictor.outputs(), inspection.featureMap());
  }

  private Outcome answer(Progress progress) throws ProblemException, InterruptedException {
    Answers reader = reader();
    // A row to which no label applies has an empty cell.
    List<String> truth = reader.task() == Task.LABELS ? holdout.column(label) : truth();
    List<Map<String, Tensor>> rows = answered(progress);
    return switch (reader.task()) {
      case CLASS -> ClassOutcome.of(reader, rows, truth, request);
      case LABELS -> LabelsOutcome.of(reader, rows, truth, request);
      case NUMBER -> NumberOutcome.of(reader, rows, truth, request);
    };
  }

  private Evaluation evaluation(Metric metric, Outcome outcome, Progress progress)
      throws ProblemException, InterruptedException {
    int[] all = IntStream.range(0, holdout.rows().size()).toArray();
    progress.step(0, "computing intervals");
    Interval score =
        outcome.scoring().interval(metric, all).orElseThrow(() -> undefined(metric).asException());
    List<Evaluation.Slice> slices = new ArrayList<>();
    List<String> unscored = new ArrayList<>();
    for (String column : request.slices()) {
      for (Group group : Group.of(holdout, column)) {
        progress.step(0.5, "scoring " + column + " " + group.value());
        outcome
            .scoring()
            .interval(metric, group.rows())
            .ifPresentOrElse(
                interval ->
                    slices.add(
                        new Evaluation.Slice(
                            column,
                            group.value(),
                            group.rows().length,
                            interval,
                            outcome.scoring().tails(metric, group.rows()).heavy())),
                () ->
                    unscored.add(
                        "%s %s (%d rows)".formatted(column, group.value(), group.rows().length)));
      }
    }
    progress.step(1, "evaluated");
    return new Evaluation(
        metric.text(),
        score,
        metric.higherIsBetter(),
        holdout.rows().size(),
        outcome.metrics(),
        outcome.baseline(metric),
        slices,
        outcome.confusion(),
        outcome.calibration(),
        unscored.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", unscored)),
        outcome.scoring().tails(metric, all).heavy(),
        outcome.doubts(),
        outcome.curves(),
        outcome.residuals(),
        holdout.sha256());
  }

  private Metric metric(Answers answers) throws ProblemException {
    if (request.metric().isEmpty()) {
      return answers.task().usual();
    }
    Metric metric = Metric.named(request.metric().get());
    if (!metric.suits(answers.task())) {
      throw Problem.input(
              "evaluation.wrong-metric",
              "Metric '%s' does not suit this model".formatted(metric.text()),
              answers.task() == Task.NUMBER
                  ? "The model answers with numbers: it has no output of labels and no entry"
                      + " slipway.labels in its metadata."
                  : "The model answers with " + words(answers.task()) + ".",
              "Use one of "
                  + answers.task().metrics()
                  + (answers.task() == Task.NUMBER
                      ? ", or name the classes in slipway.yaml under model.labels."
                      : "."))
          .asException();
    }
    return metric;
  }

  private static String words(Task task) {
    return switch (task) {
      case CLASS -> "classes";
      case LABELS -> "any number of labels for a row";
      case NUMBER -> "numbers";
    };
  }

  private List<String> truth() throws ProblemException {
    List<String> truth = holdout.column(label).stream().map(String::strip).toList();
    for (int row = 0; row < truth.size(); row++) {
      if (Cells.isMissing(truth.get(row))) {
        throw Problem.input(
                "evaluation.label-missing",
                "Line %d of %s has no label".formatted(holdout.lines().get(row), holdout.source()),
                "Column '" + request.label() + "' is empty there, so that no answer can be judged.",
                "Label the row, or leave it out.")
            .asException();
      }
    }
    return truth;
  }

  private List<Map<String, Tensor>> answered(Progress progress)
      throws ProblemException, InterruptedException {
    List<Map<String, Tensor>> requests =
        ModelInputs.of(
            // A model whose columns are not named takes all but the label, in the table's order.
            holdout.without(request.label()).renamed(request.inputs()),
            inspection.featureMap(),
            inspection.signature());
    List<Map<String, Tensor>> answers = new ArrayList<>(requests.size());
    for (int row = 0; row < requests.size(); row++) {
      if (row % 64 == 0) {
        progress.step((double) row / requests.size(), "answering holdout rows");
      }
      try {
        answers.add(predictor.predict(requests.get(row)));
      } catch (InferenceException e) {
        throw new ProblemException(
            Problem.input(
                "evaluation.model-failed",
                "The model fails on line %d of %s"
                    .formatted(holdout.lines().get(row), holdout.source()),
                e.reason(),
                "Check that this row is like the rows that the model was trained on."),
            e);
      }
    }
    return answers;
  }

  private Problem undefined(Metric metric) {
    boolean same = Set.copyOf(holdout.column(label)).size() == 1;
    if (metric.needsProbabilities() && !(metric == Metric.ROC_AUC && same)) {
      return undefined(
          metric,
          "The model gives no probabilities that add up to 1, or does not name their classes.",
          "Export the model with probabilities and name its classes under model.labels in"
              + " slipway.yaml, or use accuracy.");
    }
    return undefined(
        metric,
        "All " + holdout.rows().size() + " rows have the same label.",
        "Give a holdout whose labels differ, or use "
            + (metric.suits(Task.NUMBER) ? "rmse." : "accuracy."));
  }

  private static Problem undefined(Metric metric, String why, String remedy) {
    return Problem.input(
        "evaluation.metric-undefined",
        "Metric '%s' cannot be computed on these rows".formatted(metric.text()),
        why,
        remedy);
  }

  private static int columnOf(Table table, String label) throws ProblemException {
    var index = table.indexOf(label);
    if (index.isEmpty()) {
      throw DataInspector.missingLabel(table.source(), table.columns(), label).asException();
    }
    return index.get();
  }
}
