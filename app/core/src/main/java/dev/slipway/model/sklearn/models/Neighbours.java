// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// The mean of what the nearest rows of training have. Of rows that are equally far away, those
/// that came first in training count as nearer; the library's own order among them depends on its
/// search tree.
///
/// @param values what each vector has
/// @param closer whether a vector counts the more the closer it is
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Neighbours(
    Distance distance, double[][] vectors, double[][] values, int count, boolean closer) {

  static Neighbours read(Instance fitted, double[][] values)
      throws MalformedException, NotConvertible {
    double[][] vectors = Attributes.kept(fitted, "_fit_X");
    int count = fitted.whole("n_neighbors");
    Attributes.demand(
        vectors.length > 0 && vectors[0].length == Attributes.width(fitted), fitted, "_fit_X");
    Attributes.demand(values.length == vectors.length, fitted, "_y");
    Attributes.demand(count > 0 && count <= vectors.length, fitted, "n_neighbors");
    return new Neighbours(distance(fitted), vectors, values, count, closer(fitted));
  }

  private static boolean closer(Instance fitted) throws NotConvertible {
    Value weights = fitted.find("weights").orElse(new Value.Text("uniform"));
    if (weights.equals(new Value.Text("uniform"))) {
      return false;
    }
    if (weights.equals(new Value.Text("distance"))) {
      return true;
    }
    throw Estimators.refused(fitted, "weights of its own");
  }

  /// What the library made of the metric and the power when it was fitted.
  private static Distance distance(Instance fitted) throws MalformedException, NotConvertible {
    if (!(fitted.get("effective_metric_") instanceof Value.Text(String metric))) {
      throw Estimators.refused(fitted, "a metric of its own");
    }
    Value.Entries more =
        fitted.find("effective_metric_params_").orElse(Value.Nothing.NONE)
                instanceof Value.Entries entries
            ? entries
            : new Value.Entries();
    double power = more.get("p").flatMap(Instance::number).orElse(2.0);
    Optional<List<Value>> weights = more.get("w").flatMap(Instance::items);
    double[] each =
        weights.orElse(List.of()).stream()
            .mapToDouble(weight -> Instance.number(weight).orElse(Double.NaN))
            .toArray();
    Attributes.demand(
        each.length == 0 || each.length == Attributes.width(fitted),
        fitted,
        "effective_metric_params_");
    return Distance.of(fitted, metric, power, each);
  }

  int width() {
    return vectors[0].length;
  }

  int targets() {
    return values[0].length;
  }

  double[] mean(double[] row) {
    double[] away = new double[vectors.length];
    for (int i = 0; i < away.length; i++) {
      away[i] = distance.of(row, vectors[i]);
    }
    int[] nearest = nearest(away);
    double[] weights = weights(Arrays.stream(nearest).mapToDouble(i -> away[i]).toArray());
    double all = Rows.sum(weights);
    double[] mean = new double[targets()];
    for (int t = 0; t < mean.length; t++) {
      double sum = 0;
      for (int i = 0; i < nearest.length; i++) {
        sum += weights[i] * values[nearest[i]][t];
      }
      mean[t] = sum / all;
    }
    return mean;
  }

  /// The nearest first; of a million, to sort them all would take minutes for a few hundred rows.
  private int[] nearest(double[] away) {
    Comparator<Integer> nearer =
        Comparator.<Integer>comparingDouble(i -> away[i]).thenComparing(Comparator.naturalOrder());
    // The farthest of those that were found is the first to go
    var found = new PriorityQueue<Integer>(nearer.reversed());
    for (int i = 0; i < away.length; i++) {
      if (found.size() < count) {
        found.add(i);
      } else if (Double.compare(away[i], away[found.element()]) < 0) {
        found.remove();
        found.add(i);
      }
    }
    return found.stream().sorted(nearer).mapToInt(i -> i).toArray();
  }

  /// Where a row is one of training, only such rows count.
  private double[] weights(double[] away) {
    if (!closer) {
      return Arrays.stream(away).map(x -> 1).toArray();
    }
    double[] weights = Arrays.stream(away).map(x -> 1 / x).toArray();
    return Arrays.stream(weights).anyMatch(Double::isInfinite)
        ? Arrays.stream(weights).map(x -> Double.isInfinite(x) ? 1 : 0).toArray()
        : weights;
  }

  /// `[rows, targets]`.
  String write(GraphWriter graph, String x) {
    String away = distance.write(graph, x, vectors);
    List<String> nearest =
        graph.nodes(
            "",
            "TopK",
            List.of(OnnxParts.attribute("axis", 1), OnnxParts.attribute("largest", 0)),
            2,
            away,
            graph.longs(count));
    String found = graph.node("Gather", Tensors.matrix(graph, values), nearest.getLast());
    if (!closer) {
      return graph.node("Div", Tensors.sumAway(graph, found, 1), graph.scalar(count));
    }
    String weights = weights(graph, nearest.getFirst());
    String weighted = graph.node("Mul", found, graph.node("Unsqueeze", weights, graph.longs(2)));
    return graph.node("Div", Tensors.sumAway(graph, weighted, 1), Tensors.sum(graph, weights));
  }

  private static String weights(GraphWriter graph, String away) {
    String weights = graph.node("Reciprocal", away);
    String same = Tensors.counted(graph, graph.node("IsInf", weights));
    String some = graph.node("Greater", Tensors.sum(graph, same), graph.scalar(0));
    return graph.node("Where", some, same, weights);
  }
}
