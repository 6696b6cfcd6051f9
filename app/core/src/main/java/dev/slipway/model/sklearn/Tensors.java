// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// What graphs of estimators have in common. All tensors are `[rows, width]` of doubles where
/// nothing else is said.
public final class Tensors {

  private static final AttributeProto FLAT = OnnxParts.attribute("keepdims", 0);
  private static final AttributeProto FIRST_AXIS = OnnxParts.attribute("axis", 0);

  private Tensors() {}

  /// A constant matrix.
  public static String matrix(GraphWriter graph, double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return graph.doubles(List.of((long) rows.length, (long) width), flat);
  }

  /// A constant row, one number for each column: `[1, width]`.
  public static String row(GraphWriter graph, double... values) {
    return graph.doubles(List.of(1L, (long) values.length), values);
  }

  /// Constants of one axis, to be looked up or to go with each row.
  public static String list(GraphWriter graph, double... values) {
    return graph.doubles(List.of((long) values.length), values);
  }

  /// The same numbers for each row.
  ///
  /// @param any a tensor of as many rows
  public static String repeated(GraphWriter graph, String any, double... values) {
    String rows = graph.node("Gather", graph.node("Shape", any), graph.longs(0));
    String shape = graph.node("Concat", List.of(FIRST_AXIS), rows, graph.longs(values.length));
    return graph.node("Expand", row(graph, values), shape);
  }

  public static double[][] transposed(double[][] matrix) {
    double[][] turned = new double[matrix.length == 0 ? 0 : matrix[0].length][matrix.length];
    for (int i = 0; i < turned.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        turned[i][j] = matrix[j][i];
      }
    }
    return turned;
  }

  /// Each row times each row of the weights. A factor of the whole belongs into the weights: ONNX
  /// Runtime fuses a constant beside a product in single precision.
  public static String product(GraphWriter graph, String x, double[][] weights) {
    return graph.node("MatMul", x, matrix(graph, transposed(weights)));
  }

  /// One column: `[rows, 1]`.
  public static String column(GraphWriter graph, String x, int column) {
    return graph.along("Gather", x, graph.longs(column));
  }

  /// One column of so many.
  public static String column(GraphWriter graph, String x, int width, int column) {
    return width == 1 ? x : column(graph, x, column);
  }

  /// Tensors side by side.
  public static String beside(GraphWriter graph, List<String> each) {
    return each.size() == 1 ? each.getFirst() : graph.along("Concat", each.toArray(String[]::new));
  }

  /// Along each row: `[rows, 1]`.
  public static String sum(GraphWriter graph, String x) {
    return graph.node("ReduceSum", x, graph.longs(1));
  }

  /// Along one axis, which then is gone.
  public static String sumAway(GraphWriter graph, String x, long axis) {
    return graph.node("ReduceSum", List.of(FLAT), x, graph.longs(axis));
  }

  /// The mean of what several estimators say, of `[rows, estimators, width]`.
  public static String mean(GraphWriter graph, String each, int estimators) {
    String sum = sumAway(graph, each, 1);
    return estimators == 1 ? sum : graph.node("Div", sum, graph.scalar(estimators));
  }

  /// The same where they count differently.
  public static String weightedMean(GraphWriter graph, String each, List<Double> weights) {
    double[] given = weights.stream().mapToDouble(Double::doubleValue).toArray();
    String factors = graph.doubles(List.of((long) given.length, 1L), given);
    String sum = sumAway(graph, graph.node("Mul", each, factors), 1);
    return graph.node("Div", sum, graph.scalar(Arrays.stream(given).sum()));
  }

  /// Largest of each row, which holds no NaN: `[rows, 1]`.
  public static String largest(GraphWriter graph, String x) {
    return graph.nodes("", "TopK", List.of(), 2, x, graph.longs(1)).getFirst();
  }

  /// Index of the highest; the first of equal ones: whole numbers, `[rows]`.
  public static String highest(GraphWriter graph, String x) {
    return highest(graph, x, 1);
  }

  /// Index of the highest along an axis, which then is gone.
  public static String highest(GraphWriter graph, String x, long axis) {
    return graph.node("ArgMax", List.of(OnnxParts.attribute("axis", axis), FLAT), x);
  }

  /// Index of the highest; the last of equal ones.
  public static String lastHighest(GraphWriter graph, String x) {
    AttributeProto last = OnnxParts.attribute("select_last_index", 1);
    return graph.node("ArgMax", List.of(OnnxParts.attribute("axis", 1), FLAT, last), x);
  }

  /// Index of the lowest: whole numbers, `[rows]`.
  public static String lowest(GraphWriter graph, String x) {
    return graph.node("ArgMin", List.of(OnnxParts.attribute("axis", 1), FLAT), x);
  }

  /// Of truths `[rows, 1]`, whole numbers `[rows]`.
  public static String chosen(GraphWriter graph, String truths) {
    return graph.cast(squeezed(graph, truths), DataType.INT64);
  }

  /// Truths as zeros and ones.
  public static String counted(GraphWriter graph, String truths) {
    return graph.cast(truths, DataType.DOUBLE);
  }

  /// Indices as ones among zeros, along one more axis at the end.
  ///
  /// @param axes of the indices
  public static String oneHot(GraphWriter graph, String indices, long axes, int width) {
    String classes = graph.longs(LongStream.range(0, width).toArray());
    return counted(graph, graph.node("Equal", unsqueezed(graph, indices, axes), classes));
  }

  /// Without the second axis, which has one place.
  public static String squeezed(GraphWriter graph, String x) {
    return graph.node("Squeeze", x, graph.longs(1));
  }

  /// With an axis of one place more.
  public static String unsqueezed(GraphWriter graph, String x, long axis) {
    return graph.node("Unsqueeze", x, graph.longs(axis));
  }

  /// Rounded to single precision, which scikit-learn's trees take.
  public static String floats(GraphWriter graph, String x) {
    return graph.cast(graph.cast(x, DataType.FLOAT), DataType.DOUBLE);
  }

  /// NaN stays NaN, as in NumPy; ONNX's own Clip leaves that open.
  public static String clip(GraphWriter graph, String x, String least, String most) {
    String above = graph.node("Where", graph.node("Less", x, least), least, x);
    return graph.node("Where", graph.node("Greater", x, most), most, above);
  }

  /// The logistic function. The operator of that name subtracts from one below zero: nothing is
  /// left of a share of 1e-17.
  public static String sigmoid(GraphWriter graph, String x) {
    String odds = graph.node("Exp", graph.node("Neg", x));
    return graph.node("Reciprocal", graph.node("Add", odds, graph.scalar(1)));
  }

  public static String softmax(GraphWriter graph, String x) {
    return graph.along("Softmax", x);
  }

  /// Scores of two classes, of which one number is known: that of the second; the first has the
  /// opposite.
  public static String opposed(GraphWriter graph, String decision) {
    return graph.along("Concat", graph.node("Neg", decision), decision);
  }

  /// Shares of two classes, of which the second is known.
  public static String complemented(GraphWriter graph, String share) {
    return graph.along("Concat", graph.node("Sub", graph.scalar(1), share), share);
  }
}
