// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import java.util.List;

/// Writes what becomes of scores into a graph, in double precision.
///
/// The tree operator's own shortcuts for it (post-transforms) compute in single precision, and
/// clamp: a probability of one in ten thousand would be off by more than a converter may be.
public final class LinkGraph {

  private LinkGraph() {}

  /// @param best the class that is named: 64-bit integers, `[rows]`
  /// @param probabilities doubles, `[rows, classes]`
  public record Chosen(String best, String probabilities) {}

  /// The probabilities of classes, and which of them is named.
  ///
  /// @param sums doubles, `[rows, scores]`
  public static Chosen chosen(GraphWriter graph, Outcome.Classes classes, int scores, String sums) {
    String all = sums;
    if (scores < classes.labels().size()) {
      // 1 - p would lose the digits of what is nearly sure; the mirrored score keeps them
      all = graph.along("Concat", graph.node("Neg", sums), sums);
    }
    boolean step = classes.link() instanceof Link.Step;
    String answers = step ? steps(graph, all) : linked(graph, classes.link(), all);
    String best =
        classes.threshold().isPresent()
            ? reached(graph, classes.threshold().getAsDouble(), answers)
            : highest(graph, all);
    return new Chosen(best, answers);
  }

  private static String highest(GraphWriter graph, String scores) {
    List<AttributeProto> flat =
        List.of(OnnxParts.attribute("axis", 1), OnnxParts.attribute("keepdims", 0));
    return graph.node("ArgMax", flat, scores);
  }

  /// 1 where the second class is as probable as the threshold asks, else 0.
  private static String reached(GraphWriter graph, double threshold, String answers) {
    String second = graph.along("Gather", answers, graph.longs(1));
    String reached = graph.node("GreaterOrEqual", second, graph.scalar(threshold));
    return graph.node("Reshape", graph.cast(reached, DataType.INT64), graph.longs(-1));
  }

  /// One class is sure: the second where its score is above zero, else the first.
  private static String steps(GraphWriter graph, String sums) {
    String second = graph.along("Gather", sums, graph.longs(1));
    String above = graph.node("Greater", second, graph.scalar(0));
    return graph.along(
        "Concat",
        graph.cast(graph.node("Not", above), DataType.DOUBLE),
        graph.cast(above, DataType.DOUBLE));
  }

  /// The answers to scores.
  public static String linked(GraphWriter graph, Link link, String scores) {
    return switch (link) {
      case Link.Identity ignored -> scores;
      case Link.Exp ignored -> graph.node("Exp", scores);
      case Link.SignedSquare ignored -> graph.node("Mul", scores, graph.node("Abs", scores));
      case Link.Sigmoid(double slope) -> {
        String power = graph.node("Exp", graph.node("Mul", scores, graph.scalar(-slope)));
        yield graph.node("Reciprocal", graph.node("Add", power, graph.scalar(1)));
      }
      case Link.LogOnePlusExp ignored -> logOnePlusExp(graph, scores);
      case Link.Softmax ignored -> graph.along("Softmax", scores);
      case Link.Share ignored -> share(graph, scores);
      case Link.Affine(List<Double> scale, List<Double> shift) ->
          graph.node("Add", graph.node("Mul", scores, row(graph, scale)), row(graph, shift));
      case Link.Inverse(double least) -> inverse(graph, least, scores);
      case Link.Power(double exponent) -> graph.node("Pow", scores, graph.scalar(exponent));
      case Link.Step ignored ->
          graph.cast(graph.node("Greater", scores, graph.scalar(0)), DataType.DOUBLE);
    };
  }

  private static String logOnePlusExp(GraphWriter graph, String scores) {
    String power = graph.node("Exp", scores);
    String log = graph.node("Log", graph.node("Add", power, graph.scalar(1)));
    // 1 + x swallows a tiny x; there log(1 + x) is x (1 - x / 2)
    String bend = graph.node("Sub", graph.scalar(1), graph.node("Mul", power, graph.scalar(0.5)));
    String small = graph.node("Mul", power, bend);
    return graph.node("Where", graph.node("Less", power, graph.scalar(1e-5)), small, log);
  }

  private static String share(GraphWriter graph, String scores) {
    String sum = graph.node("ReduceSum", scores, graph.longs(1));
    String some = graph.node("Greater", sum, graph.scalar(0));
    return graph.node("Where", some, graph.node("Div", scores, sum), scores);
  }

  private static String inverse(GraphWriter graph, double least, String scores) {
    String above = graph.node("Max", scores, graph.scalar(least));
    String below = graph.node("Min", scores, graph.scalar(-least));
    String negative = graph.node("Less", scores, graph.scalar(0));
    return graph.node("Reciprocal", graph.node("Where", negative, below, above));
  }

  private static String row(GraphWriter graph, List<Double> values) {
    return graph.doubles(
        List.of((long) values.size()), values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
