// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/// The functions from scores to answers as operators in double precision.
record LinkNodes(Nodes nodes) {

  /// Gives the name of the answers.
  String of(Link link, String scores) {
    return switch (link) {
      case Link.Identity ignored -> scores;
      case Link.Exp ignored -> nodes.node("Exp", "exponential", scores);
      case Link.SignedSquare ignored ->
          nodes.node("Mul", "squared", scores, nodes.node("Abs", "size", scores));
      case Link.Sigmoid(double slope) -> sigmoid(slope, scores);
      case Link.LogOnePlusExp ignored -> logOnePlusExp(scores);
      case Link.Softmax ignored -> nodes.along("Softmax", "softmax", scores);
      case Link.Share ignored -> share(scores);
      case Link.Affine(List<Double> scale, List<Double> shift) -> {
        constant("scale", scale);
        constant("shift", shift);
        yield nodes.node("Add", "shifted", nodes.node("Mul", "scaled", scores, "scale"), "shift");
      }
      case Link.Inverse(double least) -> {
        nodes.scalar("none", 0);
        nodes.scalar("least", least);
        nodes.scalar("least_below", -least);
        String above = nodes.node("Max", "from_above", scores, "least");
        String below = nodes.node("Min", "from_below", scores, "least_below");
        String negative = nodes.node("Less", "is_negative", scores, "none");
        yield nodes.node(
            "Reciprocal", "inverse", nodes.node("Where", "not_zero", negative, below, above));
      }
      case Link.Power(double exponent) -> {
        nodes.scalar("exponent", exponent);
        yield nodes.node("Pow", "raised", scores, "exponent");
      }
      case Link.Step ignored -> {
        nodes.scalar("none", 0);
        yield nodes.cast(nodes.node("Greater", "above", scores, "none"), "step", DataType.DOUBLE);
      }
    };
  }

  private String sigmoid(double slope, String scores) {
    nodes.scalar("slope", -slope);
    nodes.scalar("one", 1);
    String power = nodes.node("Exp", "power", nodes.node("Mul", "steep", scores, "slope"));
    return nodes.node("Reciprocal", "sigmoid", nodes.node("Add", "odds", power, "one"));
  }

  private String logOnePlusExp(String scores) {
    nodes.scalar("one", 1);
    nodes.scalar("tiny", 1e-5);
    String power = nodes.node("Exp", "power", scores);
    String log = nodes.node("Log", "log_odds", nodes.node("Add", "odds", power, "one"));
    // 1 + x swallows a tiny x; there log(1 + x) is x (1 - x / 2)
    nodes.scalar("half", 0.5);
    String bent = nodes.node("Sub", "bend", "one", nodes.node("Mul", "half_power", power, "half"));
    String small = nodes.node("Mul", "small", power, bent);
    return nodes.node("Where", "log1p", nodes.node("Less", "is_tiny", power, "tiny"), small, log);
  }

  private String share(String scores) {
    nodes.scalar("none", 0);
    nodes.longs("second_axis", 1);
    String sum = nodes.node("ReduceSum", "sum", scores, "second_axis");
    String some = nodes.node("Greater", "is_some", sum, "none");
    return nodes.node(
        "Where", "shares_or_none", some, nodes.node("Div", "shares", scores, sum), scores);
  }

  private void constant(String name, List<Double> values) {
    nodes.row(
        name,
        List.of((long) values.size()),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
