// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier.Basis;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// HistGradientBoostingClassifier and HistGradientBoostingRegressor: a baseline and trees,
/// iteration by iteration, each with a tree for each score. Bins are a matter of training: the
/// trees that answer have thresholds of the numbers themselves.
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record HistogramBoosting(HistogramColumns columns, double[] baseline, List<HistogramTree> trees)
    implements Raw {

  /// Losses whose score is the logarithm of the answer.
  private static final Set<String> LOGS = Set.of("poisson", "gamma");

  private static final Set<String> PLAIN =
      Set.of(
          "squared_error",
          "absolute_error",
          "quantile",
          "least_squares",
          "least_absolute_deviation");

  private static final Set<String> CLASSES =
      Set.of("log_loss", "auto", "binary_crossentropy", "categorical_crossentropy");

  static Estimator classifier(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    loss(fitted, CLASSES);
    List<Cell> classes = Labels.of(fitted, "classes_");
    HistogramBoosting raw = raw(fitted, within);
    if (raw.scores() != (classes.size() == 2 ? 1 : classes.size())) {
      throw fitted.lacks("_baseline_prediction", "does not fit the classes");
    }
    return new BoostedClassifier(raw, classes, Basis.PROBABILITIES, 1, false);
  }

  static Estimator regressor(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    boolean log = LOGS.contains(fitted.text("loss"));
    if (!log) {
      loss(fitted, PLAIN);
    }
    HistogramBoosting raw = raw(fitted, within);
    if (raw.scores() != 1) {
      throw fitted.lacks("_baseline_prediction", "has more than one number");
    }
    return new BoostedRegressor(raw, log);
  }

  private static void loss(Instance fitted, Set<String> known)
      throws MalformedException, NotConvertible {
    if (!(fitted.get("loss") instanceof Value.Text(String loss)) || !known.contains(loss)) {
      throw Estimators.refused(fitted, "a loss that Slipway does not know");
    }
  }

  private static HistogramBoosting raw(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Optional<Double> single = Instance.number(fitted.get("_baseline_prediction"));
    double[] baseline =
        single.isPresent() ? new double[] {single.get()} : fitted.numbers("_baseline_prediction");
    HistogramColumns columns = HistogramColumns.read(fitted, within);
    List<HistogramTree> trees = new ArrayList<>();
    List<Value> iterations = fitted.items("_predictors");
    for (int i = 0; i < iterations.size(); i++) {
      List<Value> predictors = Instance.items(iterations.get(i)).orElse(List.of());
      if (predictors.size() != baseline.length) {
        throw fitted.lacks("_predictors", "has not a tree for each score");
      }
      for (int k = 0; k < predictors.size(); k++) {
        String place = "_predictors[%d][%d]".formatted(i, k);
        Instance predictor =
            fitted
                .within(place, predictors.get(k))
                .orElseThrow(() -> fitted.lacks(place, "is no tree"));
        trees.add(HistogramTree.read(predictor, columns.given()));
      }
    }
    if (trees.isEmpty()) {
      throw fitted.lacks("_predictors", "is empty");
    }
    return new HistogramBoosting(columns, baseline, trees);
  }

  @Override
  public int scores() {
    return baseline.length;
  }

  @Override
  public List<Taken> takes() {
    return columns.takes();
  }

  @Override
  public double[] of(List<Cell> row) {
    double[] prepared = columns.prepared(row);
    double[] sums = baseline.clone();
    for (int i = 0; i < trees.size(); i++) {
      sums[i % sums.length] += trees.get(i).answer(prepared);
    }
    return sums;
  }

  @Override
  public String write(GraphWriter graph, Flow given) throws NotConvertible {
    String prepared = columns.prepared(graph, given);
    String sums =
        GradientBoosting.summed(
            graph, prepared, trees.stream().map(HistogramTree::graphed).toList(), scores());
    return graph.node("Add", sums, Tensors.list(graph, baseline));
  }
}
