// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// AdaBoostRegressor: the weighted median of what its members predict (AdaBoost.R2).
record AdaBoostMedian(List<Subset<Regressor>> members, List<Double> weights) implements Regressor {

  static Estimator read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    List<Subset<Regressor>> members = new ArrayList<>();
    for (Instance estimator : fitted.instances("estimators_")) {
      members.add(Subset.all(within.regressor(estimator)));
    }
    List<Double> weights =
        Arrays.stream(fitted.numbers("estimator_weights_")).limit(members.size()).boxed().toList();
    if (members.isEmpty() || weights.size() < members.size()) {
      throw fitted.lacks("estimator_weights_", "does not fit the estimators");
    }
    return new AdaBoostMedian(members, weights);
  }

  @Override
  public List<Taken> takes() {
    return Rows.shared(members.stream().map(Subset::takes).toList());
  }

  @Override
  public int targets() {
    return 1;
  }

  @Override
  public double[] predict(List<Cell> row) {
    double[] each =
        members.stream().mapToDouble(member -> Subset.predict(member, row)[0]).toArray();
    List<Integer> order =
        IntStream.range(0, each.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> each[i]))
            .toList();
    double half = weights.stream().mapToDouble(Double::doubleValue).sum() / 2;
    double sum = 0;
    for (int i : order) {
      sum += weights.get(i);
      if (sum >= half) {
        return new double[] {each[i]};
      }
    }
    return new double[] {each[order.getLast()]};
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    String each =
        graph.node("Squeeze", Panel.predictions(graph, columns, members, 1), graph.longs(2));
    int size = members.size();
    List<String> sorted =
        graph.nodes(
            "",
            "TopK",
            List.of(OnnxParts.attribute("axis", 1), OnnxParts.attribute("largest", 0)),
            2,
            each,
            graph.longs(size));
    double[] given = weights.stream().mapToDouble(Double::doubleValue).toArray();
    String own = graph.node("Gather", Tensors.list(graph, given), sorted.get(1));
    String sums = graph.node("CumSum", own, graph.longs(1));
    String half = graph.node("Mul", Tensors.column(graph, sums, size - 1), graph.scalar(0.5));
    String reached = graph.cast(graph.node("GreaterOrEqual", sums, half), DataType.DOUBLE);
    String median = Tensors.unsqueezed(graph, Tensors.highest(graph, reached), 1);
    return graph.along("GatherElements", sorted.getFirst(), median);
  }
}
