// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Lets a model answer labelled rows and says how good the answers are, and how sure that is.
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
    int label = columnOf(request.holdout(), request.label());
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
    return new Evaluator(predictor, inspection, request, label).run(progress);
  }

  private Evaluation run(Progress progress) throws ProblemException, InterruptedException {
    var answers = new Answers(predictor.outputs(), inspection.featureMap().labels());
    Metric metric = metric(answers);
    List<String> truth = truth();
    List<Map<String, Tensor>> rows = answered(progress.part(0, 0.7));
    Outcome outcome =
        answers.areClasses()
            ? ClassOutcome.of(answers, rows, truth, request)
            : NumberOutcome.of(answers, rows, truth, request);
    return evaluation(metric, outcome, progress.part(0.7, 1));
  }

  private Evaluation evaluation(Metric metric, Outcome outcome, Progress progress)
      throws ProblemException, InterruptedException {
    int[] all = IntStream.range(0, holdout.rows().size()).toArray();
    progress.step(0, "computing intervals");
    Interval score =
        outcome.scoring().interval(metric, all).orElseThrow(() -> undefined(metric).asException());
    List<Evaluation.Slice> slices = new ArrayList<>();
    for (String column : request.slices()) {
      for (Group group : Group.of(holdout, column)) {
        progress.step(0.5, "scoring " + column + " " + group.value());
        outcome
            .scoring()
            .interval(metric, group.rows())
            .ifPresent(interval ->
                slices.add(
                    new Evaluation.Slice(column, group.value(), group.rows().length, interval)));
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
        holdout.sha256());
  }

  private Metric metric(Answers answers) throws ProblemException {
    if (request.metric().isEmpty()) {
      return answers.areClasses() ? Metric.ACCURACY : Metric.RMSE;
    }
    Metric metric = Metric.named(request.metric().get());
    if (metric.classification() != answers.areClasses()) {
      throw Problem.input(
              "evaluation.wrong-metric",
              "Metric '%s' does not suit this model".formatted(metric.text()),
              answers.areClasses()
                  ? "The model answers with classes."
                  : "The model answers with numbers: it has no output of labels and no entry"
                      + " slipway.labels in its metadata.",
              answers.areClasses()
                  ? "Use accuracy, macro-f1, roc-auc, log-loss or brier."
                  : "Use rmse, mae or r2, or write the class names into the model's metadata.")
          .asException();
    }
    return metric;
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
          "Export the model with probabilities and slipway.labels, or use accuracy.");
    }
    return undefined(
        metric,
        "All " + holdout.rows().size() + " rows have the same label.",
        "Give a holdout whose labels differ, or use "
            + (metric.classification() ? "accuracy." : "rmse."));
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
