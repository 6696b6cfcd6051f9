// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionMetrics;
import org.tribuo.regression.evaluation.RegressionSufficientStatistics;

/// The outcome of a regression model.
final class NumberOutcome implements Outcome {

  private final double[] truth;
  private final double[] answers;
  private final double learnedMean;

  private NumberOutcome(double[] truth, double[] answers, double learnedMean) {
    this.truth = truth;
    this.answers = answers;
    this.learnedMean = learnedMean;
  }

  static NumberOutcome of(
      Answers reader, List<Map<String, Tensor>> rows, List<String> truth, EvaluationRequest request)
      throws ProblemException {
    double[] right = new double[rows.size()];
    double[] given = new double[rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      int line = request.holdout().lines().get(row);
      String where = "Line " + line + " of " + request.holdout().source();
      OptionalDouble number = Cells.number(truth.get(row));
      if (number.isEmpty()) {
        throw Problem.input(
                "evaluation.label-not-a-number",
                "%s: label \"%s\" is not a number".formatted(where, truth.get(row)),
                "The model answers with a number, so that its truth must be one.",
                "Name the right label column; or, if the model tells classes apart, name them in"
                    + " slipway.yaml: model: {labels: [...]}, in the order of its scores.")
            .asException();
      }
      right[row] = number.getAsDouble();
      given[row] = reader.numberOf(rows.get(row));
      if (!Double.isFinite(given[row])) {
        throw Problem.input(
                "evaluation.answer-not-finite",
                where + ": the model answers " + given[row],
                "A missing or extreme value in this row may be more than the model can take.",
                "Fill missing values as in training, or leave the row out.")
            .asException();
      }
    }
    return new NumberOutcome(right, given, learnedMean(right, request));
  }

  private static double learnedMean(double[] truth, EvaluationRequest request) {
    return request
        .learned()
        .map(labels ->
            labels.stream()
                .map(Cells::number)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average())
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .orElseGet(() -> Arrays.stream(truth).average().orElse(0));
  }

  @Override
  public Scoring scoring() {
    return new NumberScoring(truth, answers);
  }

  @Override
  public SortedMap<String, Double> metrics() {
    var factory = new RegressionFactory();
    var domain = factory.generateInfo();
    List<Prediction<Regressor>> predictions = new ArrayList<>(truth.length);
    for (int row = 0; row < truth.length; row++) {
      var right = new Regressor("value", truth[row]);
      domain.observe(right);
      predictions.add(
          new Prediction<>(new Regressor("value", answers[row]), 1, new ArrayExample<>(right)));
    }
    var statistics =
        new RegressionSufficientStatistics(
            domain.generateImmutableOutputInfo(), predictions, false);
    var dimension = new Regressor("value", Double.NaN);
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.RMSE.text(), RegressionMetrics.rmse(dimension, statistics));
    metrics.put(Metric.MAE.text(), RegressionMetrics.mae(dimension, statistics));
    int[] all = IntStream.range(0, truth.length).toArray();
    if (Double.isFinite(scoring().score(Metric.R2, all))) {
      metrics.put(Metric.R2.text(), RegressionMetrics.r2(dimension, statistics));
    }
    return metrics;
  }

  @Override
  public double baseline(Metric metric) {
    double[] constant = new double[truth.length];
    Arrays.fill(constant, learnedMean);
    int[] all = IntStream.range(0, truth.length).toArray();
    return new NumberScoring(truth, constant).score(metric, all);
  }

  @Override
  public Optional<Residuals> residuals() {
    return Residuals.of(truth, answers);
  }
}
