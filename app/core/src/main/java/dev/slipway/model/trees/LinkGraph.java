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
    List<AttributeProto> flat =
        List.of(OnnxParts.attribute("axis", 1), OnnxParts.attribute("keepdims", 0));
    String best = graph.node("ArgMax", flat, all);
    boolean step = classes.link() instanceof Link.Step;
    return new Chosen(best, step ? steps(graph, all) : linked(graph, classes.link(), all));
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
}
