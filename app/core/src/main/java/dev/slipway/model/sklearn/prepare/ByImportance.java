// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Columns that matter to a model (`SelectFromModel`): by the size of their weights, or by how much
/// a forest's trees gain from them.
final class ByImportance {

  private ByImportance() {}

  static Selection read(Instance fitted) throws MalformedException, NotConvertible {
    if (!fitted.text("importance_getter").equals("auto")) {
      throw Estimators.refused(fitted, "importance_getter of its own");
    }
    Instance model = fitted.instance(fitted.has("estimator_") ? "estimator_" : "estimator");
    double[] importances = importances(fitted, model);
    double threshold = threshold(fitted, model, importances);
    Set<Integer> candidates = candidates(fitted, importances);
    return Selectors.kept(
        importances.length, i -> candidates.contains(i) && !(importances[i] < threshold));
  }

  private static Set<Integer> candidates(Instance fitted, double[] importances)
      throws MalformedException {
    boolean all = !fitted.has("max_features");
    int most = importances.length;
    if (!all) {
      most = fitted.whole(fitted.has("max_features_") ? "max_features_" : "max_features");
    }
    return Set.copyOf(
        IntStream.range(0, importances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -importances[i]))
            .limit(most)
            .toList());
  }

  private static double[] importances(Instance fitted, Instance model)
      throws MalformedException, NotConvertible {
    if (model.has("coef_")) {
      return sizes(model.matrix("coef_"), fitted.real("norm_order"));
    }
    if (model.has("tree_")) {
      return gains(model);
    }
    if (model.has("estimators_") && isForest(model.type().name())) {
      return mean(model);
    }
    throw Estimators.refused(fitted, "importances of a " + model.type().name());
  }

  private static boolean isForest(String name) {
    return name.startsWith("RandomForest") || name.startsWith("ExtraTrees");
  }

  /// Norm of a column's weights for all classes.
  private static double[] sizes(double[][] weights, double order) {
    double[] sizes = new double[weights[0].length];
    for (int i = 0; i < sizes.length; i++) {
      double sum = 0;
      for (double[] weight : weights) {
        double size = Math.abs(weight[i]);
        sum = Double.isInfinite(order) ? Math.max(sum, size) : sum + Math.pow(size, order);
      }
      sizes[i] = Double.isInfinite(order) ? sum : Math.pow(sum, 1 / order);
    }
    return sizes;
  }

  /// Of the trees that split at all, and as shares of one.
  private static double[] mean(Instance forest) throws MalformedException {
    double[] sums = new double[forest.whole("n_features_in_")];
    for (Instance tree : forest.instances("estimators_")) {
      double[] gains = gains(tree);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += gains[i];
      }
    }
    return shares(sums);
  }

  /// What each column's splits take away of the impurity, as shares of one.
  private static double[] gains(Instance model) throws MalformedException {
    Instance tree = model.instance("tree_");
    Value nodes = tree.get("nodes");
    if (!(nodes instanceof Value.NdArray(_, _, Value.Records(var fields)))) {
      throw tree.lacks("nodes", "is no structured array");
    }
    double[] left = field(tree, fields.get("left_child"));
    double[] right = field(tree, fields.get("right_child"));
    double[] feature = field(tree, fields.get("feature"));
    double[] impurity = field(tree, fields.get("impurity"));
    double[] weight = field(tree, fields.get("weighted_n_node_samples"));
    double[] gains = new double[model.whole("n_features_in_")];
    for (int node = 0; node < left.length; node++) {
      int first = (int) left[node];
      int second = (int) right[node];
      if (first >= 0) {
        if (second < 0
            || Math.max(first, second) >= left.length
            || feature[node] < 0
            || feature[node] >= gains.length) {
          throw tree.lacks("nodes", "names a node or a column that is not there");
        }
        gains[(int) feature[node]] +=
            weight[node] * impurity[node]
                - weight[first] * impurity[first]
                - weight[second] * impurity[second];
      }
    }
    return shares(gains);
  }

  private static double[] shares(double[] values) {
    double sum = Arrays.stream(values).sum();
    return sum > 0 ? Arrays.stream(values).map(value -> value / sum).toArray() : values;
  }

  private static double[] field(Instance tree, Value.@Nullable NdArray field)
      throws MalformedException {
    if (field == null || !(field.cells() instanceof Value.Numbers numbers)) {
      throw tree.lacks("nodes", "lacks a field of numbers");
    }
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.at(i);
    }
    return values;
  }

  private static double threshold(Instance fitted, Instance model, double[] importances)
      throws MalformedException {
    if (!fitted.has("threshold")) {
      return isSparse(model) ? 1e-5 : mean(importances);
    }
    if (!(fitted.get("threshold") instanceof Value.Text(String text))) {
      return fitted.real("threshold");
    }
    List<String> parts = Arrays.stream(text.split("\\*", 2)).map(String::strip).toList();
    double of =
        switch (parts.getLast()) {
          case "mean" -> mean(importances);
          case "median" -> median(importances);
          default -> throw fitted.lacks("threshold", "is of neither mean nor median");
        };
    try {
      return parts.size() == 1 ? of : Double.parseDouble(parts.getFirst()) * of;
    } catch (NumberFormatException e) {
      throw fitted.lacks("threshold", "has no number before the *");
    }
  }

  /// Whether training has set weights to nothing by itself.
  private static boolean isSparse(Instance model) throws MalformedException {
    String name = model.type().name();
    boolean penalised =
        model.find("penalty").orElse(Value.Nothing.NONE) instanceof Value.Text(String penalty)
            && penalty.equals("l1");
    String ratio = model.has("l1_ratio_") ? "l1_ratio_" : "l1_ratio";
    boolean elastic =
        name.contains("ElasticNet")
            && model.has(ratio)
            && Instance.number(model.get(ratio)).orElse(0.0) == 1;
    return penalised || name.contains("Lasso") || elastic;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
