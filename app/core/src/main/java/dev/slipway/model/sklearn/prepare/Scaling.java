// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Moves and stretches each column: `(x - minus) / by`, or `x * times + plus`, within bounds where
/// it clips.
///
/// @param multiplies which of the two
/// @param first of each column: `minus`, or `times`
/// @param second of each column: `by`, or `plus`
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Scaling(boolean multiplies, double[] first, double[] second, @Nullable Range clipped)
    implements NumberStep, Invertible {

  /// The least and the most that a clipped number may be.
  record Range(double least, double most) {}

  static Map<String, Estimators.Reader> known() {
    return Map.of(
        "StandardScaler", (fitted, within) -> standard(fitted, "mean_", "with_mean", "with_std"),
        "RobustScaler",
            (fitted, within) -> standard(fitted, "center_", "with_centering", "with_scaling"),
        "MaxAbsScaler", (fitted, within) -> byLargest(fitted),
        "MinMaxScaler", (fitted, within) -> byRange(fitted));
  }

  private static Scaling standard(Instance fitted, String centre, String centred, String scaled)
      throws MalformedException {
    int width = fitted.whole("n_features_in_");
    double[] minus = fitted.truth(centred) ? fitted.numbers(centre) : all(0, width);
    double[] by = fitted.truth(scaled) ? fitted.numbers("scale_") : all(1, width);
    return checked(fitted, new Scaling(false, minus, by, null));
  }

  private static Scaling byLargest(Instance fitted) throws MalformedException {
    double[] by = fitted.numbers("scale_");
    // Since 1.8 it clips too
    boolean clips = fitted.has("clip") && fitted.truth("clip");
    Range range = clips ? new Range(-1, 1) : null;
    return checked(fitted, new Scaling(false, all(0, by.length), by, range));
  }

  private static Scaling byRange(Instance fitted) throws MalformedException {
    // Since 0.24
    boolean clips = fitted.has("clip") && fitted.truth("clip");
    Range range = null;
    if (clips) {
      List<Value> bounds = fitted.items("feature_range");
      if (bounds.size() != 2) {
        throw fitted.lacks("feature_range", "is no pair");
      }
      range =
          new Range(
              Instance.number(bounds.get(0)).orElse(0.0),
              Instance.number(bounds.get(1)).orElse(1.0));
    }
    return checked(
        fitted, new Scaling(true, fitted.numbers("scale_"), fitted.numbers("min_"), range));
  }

  private static Scaling checked(Instance fitted, Scaling scaling) throws MalformedException {
    if (scaling.first.length != scaling.second.length) {
      throw fitted.lacks("scale_", "has not a number for each column");
    }
    return scaling;
  }

  private static double[] all(double value, int width) {
    double[] values = new double[width];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public int width() {
    return first.length;
  }

  @Override
  public double[] of(double[] row) {
    double[] scaled = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      double value = multiplies ? row[i] * first[i] + second[i] : (row[i] - first[i]) / second[i];
      scaled[i] = clipped == null ? value : bounded(value, clipped);
    }
    return scaled;
  }

  private static double bounded(double value, Range range) {
    return value < range.least() ? range.least() : Math.min(value, range.most());
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    String one = Tensors.row(graph, first);
    String two = Tensors.row(graph, second);
    String scaled =
        multiplies
            ? graph.node("Add", graph.node("Mul", columns, one), two)
            : graph.node("Div", graph.node("Sub", columns, one), two);
    return clipped == null
        ? scaled
        : Tensors.clip(graph, scaled, graph.scalar(clipped.least()), graph.scalar(clipped.most()));
  }

  @Override
  public double[] back(double[] row) {
    double[] original = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      original[i] = multiplies ? (row[i] - second[i]) / first[i] : row[i] * second[i] + first[i];
    }
    return original;
  }

  @Override
  public String writeBack(GraphWriter graph, String columns) {
    String one = Tensors.row(graph, first);
    String two = Tensors.row(graph, second);
    return multiplies
        ? graph.node("Div", graph.node("Sub", columns, two), one)
        : graph.node("Add", graph.node("Mul", columns, two), one);
  }
}
