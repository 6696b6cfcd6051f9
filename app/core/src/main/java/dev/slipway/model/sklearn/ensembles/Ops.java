// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Small parts of graphs.
final class Ops {

  private Ops() {}

  /// The sum along an axis, which goes away.
  static String sum(GraphWriter graph, String value, long axis) {
    return graph.node(
        "ReduceSum", List.of(OnnxParts.attribute("keepdims", 0)), value, graph.longs(axis));
  }

  /// The sum of each row: `[rows, 1]`.
  static String rowSum(GraphWriter graph, String value) {
    return graph.node("ReduceSum", value, graph.longs(1));
  }

  /// The mean of what several estimators say, of `[rows, estimators, width]`.
  static String mean(GraphWriter graph, String each, int estimators) {
    String sum = sum(graph, each, 1);
    return estimators == 1 ? sum : graph.node("Div", sum, graph.scalar(estimators));
  }

  /// The same where they count differently.
  static String weightedMean(GraphWriter graph, String each, List<Double> weights) {
    double[] given = weights.stream().mapToDouble(Double::doubleValue).toArray();
    String factors = graph.doubles(List.of((long) given.length, 1L), given);
    String sum = sum(graph, graph.node("Mul", each, factors), 1);
    return graph.node("Div", sum, graph.scalar(Arrays.stream(given).sum()));
  }

  /// Index of the highest value along an axis; the first of equal ones.
  static String highest(GraphWriter graph, String value, long axis) {
    List<AttributeProto> attributes =
        List.of(OnnxParts.attribute("axis", axis), OnnxParts.attribute("keepdims", 0));
    return graph.node("ArgMax", attributes, value);
  }

  static String highest(GraphWriter graph, String value) {
    return highest(graph, value, 1);
  }

  /// Index of the highest value of each row; the last of equal ones.
  static String lastHighest(GraphWriter graph, String value) {
    List<AttributeProto> attributes =
        List.of(
            OnnxParts.attribute("axis", 1),
            OnnxParts.attribute("keepdims", 0),
            OnnxParts.attribute("select_last_index", 1));
    return graph.node("ArgMax", attributes, value);
  }

  /// Truths of `[rows, 1]` as indices 0 and 1, `[rows]`.
  static String indices(GraphWriter graph, String truths) {
    return squeezed(graph, graph.cast(truths, DataType.INT64));
  }

  static String squeezed(GraphWriter graph, String value) {
    return graph.node("Squeeze", value, graph.longs(1));
  }

  /// With an axis of one behind an axis.
  static String unsqueezed(GraphWriter graph, String value, long axis) {
    return graph.node("Unsqueeze", value, graph.longs(axis));
  }

  /// Indices as ones among zeros, along one more axis at the end.
  ///
  /// @param axes of the indices
  static String oneHot(GraphWriter graph, String indices, long axes, int width) {
    String classes = graph.longs(LongStream.range(0, width).toArray());
    String hot = graph.node("Equal", unsqueezed(graph, indices, axes), classes);
    return graph.cast(hot, DataType.DOUBLE);
  }

  /// 1 / (1 + exp(-value))
  static String logistic(GraphWriter graph, String value) {
    String power = graph.node("Exp", graph.node("Neg", value));
    return graph.node("Reciprocal", graph.node("Add", power, graph.scalar(1)));
  }

  static double logistic(double value) {
    return 1 / (1 + Math.exp(-value));
  }

  /// The decision of two classes: that of the second with the opposite sign, and itself.
  static String mirrored(GraphWriter graph, String value) {
    return graph.along("Concat", graph.node("Neg", value), value);
  }

  /// Of the second of two classes: what is left to one, and itself.
  static String both(GraphWriter graph, String share) {
    return graph.along("Concat", graph.node("Sub", graph.scalar(1), share), share);
  }

  /// Matrices side by side.
  static String beside(GraphWriter graph, List<String> each) {
    return each.size() == 1 ? each.getFirst() : graph.along("Concat", each.toArray(String[]::new));
  }

  /// The same numbers for each row.
  ///
  /// @param any a tensor of as many rows
  static String repeated(GraphWriter graph, String any, double... values) {
    List<AttributeProto> first =
        List.of(OnnxParts.attribute("start", 0), OnnxParts.attribute("end", 1));
    String rows = graph.node("Shape", first, any);
    List<AttributeProto> flat = List.of(OnnxParts.attribute("axis", 0));
    String shape = graph.node("Concat", flat, rows, graph.longs(values.length));
    return graph.node("Expand", row(graph, values), shape);
  }

  /// A row of numbers that goes with each row of a tensor.
  static String row(GraphWriter graph, double... values) {
    return graph.doubles(List.of((long) values.length), values);
  }

  /// Names of labels that have none.
  static List<String> numbered(int labels) {
    return IntStream.range(0, labels).mapToObj(Integer::toString).toList();
  }
}
