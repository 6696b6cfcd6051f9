// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which of a column's bins a number lies in (`KBinsDiscretizer`): the bin's number, or a 1 in the
/// bin's place.
///
/// @param borders of each column, without the ends; a number on one belongs to the bin above
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Bins(double[][] borders, boolean oneHot) implements NumberStep {

  static Bins read(Instance fitted) throws MalformedException, NotConvertible {
    String encode = fitted.text("encode");
    List<Value> edges = fitted.items("bin_edges_");
    double[][] borders = new double[edges.size()][];
    for (int i = 0; i < borders.length; i++) {
      List<Value> all = Instance.items(edges.get(i)).orElse(List.of());
      if (all.size() < 2) {
        throw fitted.lacks("bin_edges_", "has not two ends for each column");
      }
      borders[i] =
          all.subList(1, all.size() - 1).stream()
              .mapToDouble(edge -> Instance.number(edge).orElse(Double.NaN))
              .toArray();
    }
    return switch (encode) {
      case "ordinal" -> new Bins(borders, false);
      case "onehot", "onehot-dense" -> new Bins(borders, true);
      default -> throw Estimators.refused(fitted, "encode " + encode);
    };
  }

  @Override
  public int width() {
    return borders.length;
  }

  @Override
  public int made() {
    return oneHot
        ? Arrays.stream(borders).mapToInt(column -> column.length + 1).sum()
        : borders.length;
  }

  @Override
  public double[] of(double[] row) {
    double[] made = new double[made()];
    int at = 0;
    for (int i = 0; i < row.length; i++) {
      double x = row[i];
      int bin = (int) Arrays.stream(borders[i]).filter(border -> border <= x).count();
      if (oneHot) {
        made[at + bin] = 1;
        at += borders[i].length + 1;
      } else {
        made[i] = bin;
      }
    }
    return made;
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < borders.length; i++) {
      String x = Tensors.column(graph, columns, borders.length, i);
      String bin = bin(graph, x, borders[i]);
      made.add(
          Tensors.counted(
              graph,
              oneHot
                  ? graph.node("Equal", bin, graph.longs(LongRange.upTo(borders[i].length + 1)))
                  : bin));
    }
    return Tensors.beside(graph, made);
  }

  private static String bin(GraphWriter graph, String x, double[] borders) {
    if (borders.length == 0) {
      return graph.cast(Tensors.repeated(graph, x, 0), DataType.INT64);
    }
    String passed = graph.node("GreaterOrEqual", x, Tensors.row(graph, borders));
    return graph.node("ReduceSum", graph.cast(passed, DataType.INT64), graph.longs(1));
  }
}
