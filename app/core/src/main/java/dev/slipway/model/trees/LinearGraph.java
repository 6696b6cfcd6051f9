// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.LinearTerm.Levels;
import dev.slipway.model.trees.LinearTerm.Slope;
import java.util.ArrayList;
import java.util.List;

/// What features add to the scores besides the trees, in double precision.
///
/// @param features the matrix
/// @param base where each score starts
record LinearGraph(GraphWriter graph, String features, List<Double> base) {

  /// Gives the name of the scores with the base and the terms.
  String add(String sums, List<LinearTerm> terms) {
    List<Slope> slopes = new ArrayList<>();
    String all = graph.node("Add", sums, row(base));
    for (LinearTerm term : terms) {
      switch (term) {
        case Slope slope -> slopes.add(slope);
        case Levels levels -> all = graph.node("Add", all, weights(levels));
      }
    }
    return slopes.isEmpty() ? all : graph.node("Add", all, products(slopes));
  }

  private String weights(Levels levels) {
    String column = graph.along("Gather", features, graph.longs(levels.feature()));
    String missing = graph.node("IsNaN", column);
    String known = graph.node("Where", missing, graph.scalar(levels.missing()), column);
    String places = graph.node("Reshape", graph.cast(known, DataType.INT64), graph.longs(-1));
    return graph.node("Gather", table(levels.weights()), places);
  }

  private String products(List<Slope> slopes) {
    long[] columns = slopes.stream().mapToLong(Slope::feature).toArray();
    String numbers = graph.along("Gather", features, graph.longs(columns));
    String means = row(slopes.stream().map(Slope::missing).toList());
    String filled = graph.node("Where", graph.node("IsNaN", numbers), means, numbers);
    return graph.node("MatMul", filled, table(slopes.stream().map(Slope::weights).toList()));
  }

  private String row(List<Double> values) {
    return graph.doubles(
        List.of((long) values.size()), values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private String table(List<List<Double>> rows) {
    return graph.doubles(
        List.of((long) rows.size(), (long) base.size()),
        rows.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray());
  }
}
