// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.trees.LinearTerm.Levels;
import dev.slipway.model.trees.LinearTerm.Slope;
import java.util.ArrayList;
import java.util.List;

/// What features add to the scores besides the trees, in double precision.
record LinearNodes(Nodes nodes, List<Double> base) {

  /// Gives the name of the scores with the base and the terms.
  ///
  /// @param features the matrix
  String add(String sums, String features, List<LinearTerm> terms) {
    List<Slope> slopes = new ArrayList<>();
    nodes.row(
        "base",
        List.of((long) base.size()),
        base.stream().mapToDouble(Double::doubleValue).toArray());
    String all = nodes.node("Add", "with_base", sums, "base");
    for (int i = 0; i < terms.size(); i++) {
      switch (terms.get(i)) {
        case Slope slope -> slopes.add(slope);
        case Levels levels ->
            all = nodes.node("Add", "with_term_" + i, all, weights(levels, features, "_" + i));
      }
    }
    return slopes.isEmpty()
        ? all
        : nodes.node("Add", "with_slopes", all, products(slopes, features));
  }

  private String weights(Levels levels, String features, String id) {
    nodes.longs("column" + id, levels.feature());
    nodes.longs("rows" + id, -1);
    nodes.scalar("usual" + id, levels.missing());
    int size = levels.weights().size();
    nodes.row("weights" + id, List.of((long) size, (long) base.size()), flat(levels.weights()));
    String column = nodes.along("Gather", "place" + id, features, "column" + id);
    String missing = nodes.node("IsNaN", "no_place" + id, column);
    String known = nodes.node("Where", "known_place" + id, missing, "usual" + id, column);
    String whole = nodes.cast(known, "whole_place" + id, DataType.INT64);
    String flat = nodes.node("Reshape", "flat_place" + id, whole, "rows" + id);
    return nodes.node("Gather", "term" + id, "weights" + id, flat);
  }

  private String products(List<Slope> slopes, String features) {
    nodes.longs("numbers", slopes.stream().mapToLong(Slope::feature).toArray());
    long count = slopes.size();
    nodes.row("means", List.of(count), slopes.stream().mapToDouble(Slope::missing).toArray());
    nodes.row(
        "slopes",
        List.of(count, (long) base.size()),
        flat(slopes.stream().map(Slope::weights).toList()));
    String numbers = nodes.along("Gather", "number", features, "numbers");
    String missing = nodes.node("IsNaN", "no_number", numbers);
    String filled = nodes.node("Where", "filled", missing, "means", numbers);
    return nodes.node("MatMul", "products", filled, "slopes");
  }

  private static double[] flat(List<List<Double>> rows) {
    return rows.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
  }
}
