// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.base.Json;
import dev.slipway.model.trees.TreeEnsemble.Kind;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Writes an ensemble as an ONNX model: `features` in; `prediction`, or `label` and `probabilities`
/// out, one row each.
///
/// The trees are one node of `ai.onnx.ml`, which only adds up; all else is done by ordinary
/// operators in double precision. The runtime's own shortcuts for the answer (post-transforms)
/// compute in single precision, and clamp: a probability of one in ten thousand would be off by
/// more than a converter may be.
public final class TreeOnnx {

  /// The operator set and file version, both long known to every runtime in use.
  private static final int OPSET = 17;

  private static final int TREE_OPSET = 3;
  private static final int IR = 8;
  private static final int TREE_DOMAIN_FIELD = 7;

  /// The names that the model carries its features and classes under.
  private static final String FEATURES = "slipway.features";

  private static final String LABELS = "slipway.labels";

  /// LightGBM's: what lies within counts as zero. It is a float's value even there.
  private static final double ZERO = 1e-35f;

  private final TreeEnsemble ensemble;
  private final OnnxWriter graph = new OnnxWriter();
  private final long width;

  private TreeOnnx(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
    this.width = ensemble.input().names().size();
  }

  /// @param producer what converted the model, with its version
  /// @param metadata what else the model says of itself
  public static byte[] write(TreeEnsemble ensemble, String producer, Map<String, String> metadata) {
    return new TreeOnnx(ensemble).model(producer, metadata);
  }

  private byte[] model(String producer, Map<String, String> metadata) {
    trees(prepared());
    switch (ensemble.outcome()) {
      case Outcome.Numbers numbers -> numbers(numbers);
      case Outcome.Classes classes -> classes(classes);
    }
    graph.text(2, "trees");
    int type =
        ensemble.input().precision() == Precision.FLOAT ? OnnxWriter.FLOAT : OnnxWriter.DOUBLE;
    graph.message(11, OnnxWriter.value("features", type, width));
    OnnxWriter model = new OnnxWriter().number(1, IR).text(2, producer).message(7, graph);
    model.message(8, new OnnxWriter().text(1, "").number(2, OPSET));
    model.message(8, new OnnxWriter().text(1, "ai.onnx.ml").number(2, TREE_OPSET));
    var entries = new TreeMap<>(metadata);
    entries.put(FEATURES, Json.line(ensemble.input().names()));
    if (ensemble.outcome() instanceof Outcome.Classes classes) {
      entries.put(LABELS, Json.line(classes.labels()));
    }
    entries.forEach(
        (key, value) -> model.message(14, new OnnxWriter().text(1, key).text(2, value)));
    return model.toBytes();
  }

  /// The features as the trees see them; gives the name of the value.
  private String prepared() {
    String value = "features";
    if (ensemble.input().precision() == Precision.FLOAT) {
      value = cast(value, "exact", OnnxWriter.DOUBLE);
    }
    if (has(Kind.ZERO_IS_MISSING)) {
      scalar("nothing", ZERO);
      scalar("missing", Double.NaN);
      String size = node("Abs", "zero_size", value);
      String zero = node("LessOrEqual", "zero_is", size, "nothing");
      String here = node("And", "zero_here", zero, mask(Kind.ZERO_IS_MISSING));
      value = node("Where", "without_zeros", here, "missing", value);
    }
    if (has(Kind.FLOORED)) {
      String floor = node("Floor", "floor", value);
      value = node("Where", "floored", mask(Kind.FLOORED), floor, value);
    }
    if (has(Kind.TRUNCATED)) {
      String floor = node("Floor", "whole", node("Abs", "whole_size", value));
      String whole = node("Mul", "whole_signed", floor, node("Sign", "whole_sign", value));
      value = node("Where", "truncated", mask(Kind.TRUNCATED), whole, value);
    }
    return value;
  }

  private void trees(String features) {
    OnnxWriter node = OnnxWriter.node("TreeEnsembleRegressor", List.of(features), "scores");
    node.text(TREE_DOMAIN_FIELD, "ai.onnx.ml")
        .attribute("n_targets", ensemble.base().size())
        .attribute("aggregate_function", "SUM")
        .attribute("post_transform", "NONE");
    new TreeNodes(ensemble.trees(), ensemble.base()).writeTo(node);
    graph.message(1, node);
  }

  private void numbers(Outcome.Numbers numbers) {
    String answer = linked(numbers.link(), cast("scores", "sums", OnnxWriter.DOUBLE));
    cast(answer, "prediction", OnnxWriter.FLOAT);
    graph.message(12, OnnxWriter.value("prediction", OnnxWriter.FLOAT, ensemble.base().size()));
  }

  private void classes(Outcome.Classes classes) {
    String sums = cast("scores", "sums", OnnxWriter.DOUBLE);
    boolean oneForTwo = ensemble.base().size() < classes.labels().size();
    if (oneForTwo) {
      // 1 - p would lose the digits of what is nearly sure; the mirrored score keeps them
      String mirrored = node("Neg", "mirrored", sums);
      sums = both(mirrored, sums);
    }
    String best = best(sums);
    boolean step = classes.link() instanceof Link.Step;
    cast(step ? steps(sums) : linked(classes.link(), sums), "probabilities", OnnxWriter.FLOAT);
    if (classes.numbered()) {
      node("Identity", "label", best);
      graph.message(12, OnnxWriter.value("label", OnnxWriter.INT64, 0));
    } else {
      graph.message(5, OnnxWriter.strings("class_names", classes.labels()));
      node("Gather", "label", "class_names", best);
      graph.message(12, OnnxWriter.value("label", OnnxWriter.STRING, 0));
    }
    graph.message(12, OnnxWriter.value("probabilities", OnnxWriter.FLOAT, classes.labels().size()));
  }

  private String best(String scores) {
    OnnxWriter node = OnnxWriter.node("ArgMax", List.of(scores), "best");
    graph.message(1, node.attribute("axis", 1).attribute("keepdims", 0));
    return "best";
  }

  /// One class is sure: the second where its score is above zero, else the first.
  private String steps(String sums) {
    scalar("none", 0);
    OnnxWriter second = OnnxWriter.node("Gather", List.of(sums, "second"), "second_score");
    graph.message(5, OnnxWriter.longs("second", 1));
    graph.message(1, second.attribute("axis", 1));
    String above = node("Greater", "above", "second_score", "none");
    String not = node("Not", "not_above", above);
    return both(
        cast(not, "sure_first", OnnxWriter.DOUBLE), cast(above, "sure_second", OnnxWriter.DOUBLE));
  }

  private String both(String first, String second) {
    String name = first + "_and_" + second;
    OnnxWriter node = OnnxWriter.node("Concat", List.of(first, second), name);
    graph.message(1, node.attribute("axis", 1));
    return name;
  }

  private String linked(Link link, String scores) {
    return switch (link) {
      case Link.Identity ignored -> scores;
      case Link.Exp ignored -> node("Exp", "exponential", scores);
      case Link.SignedSquare ignored -> node("Mul", "squared", scores, node("Abs", "size", scores));
      case Link.Sigmoid(double slope) -> {
        scalar("slope", -slope);
        scalar("one", 1);
        String power = node("Exp", "power", node("Mul", "steep", scores, "slope"));
        yield node("Reciprocal", "sigmoid", node("Add", "odds", power, "one"));
      }
      case Link.LogOnePlusExp ignored -> {
        scalar("one", 1);
        scalar("tiny", 1e-5);
        String power = node("Exp", "power", scores);
        String log = node("Log", "log_odds", node("Add", "odds", power, "one"));
        // 1 + x swallows a tiny x; there log(1 + x) is x (1 - x / 2)
        scalar("half", 0.5);
        String bent = node("Sub", "bend", "one", node("Mul", "half_power", power, "half"));
        String small = node("Mul", "small", power, bent);
        yield node("Where", "log1p", node("Less", "is_tiny", power, "tiny"), small, log);
      }
      case Link.Softmax ignored -> {
        OnnxWriter node = OnnxWriter.node("Softmax", List.of(scores), "softmax");
        graph.message(1, node.attribute("axis", 1));
        yield "softmax";
      }
      case Link.Step ignored -> {
        scalar("none", 0);
        yield cast(node("Greater", "above", scores, "none"), "step", OnnxWriter.DOUBLE);
      }
    };
  }

  private String node(String operator, String output, String... inputs) {
    graph.message(1, OnnxWriter.node(operator, List.of(inputs), output));
    return output;
  }

  private String cast(String input, String output, int type) {
    graph.message(1, OnnxWriter.node("Cast", List.of(input), output).attribute("to", type));
    return output;
  }

  private void scalar(String name, double value) {
    graph.message(5, OnnxWriter.doubles(name, List.of(), value));
  }

  private boolean has(Kind kind) {
    return ensemble.input().kinds().contains(kind);
  }

  /// Which features are of a kind.
  private String mask(Kind kind) {
    boolean[] mask = new boolean[(int) width];
    List<Kind> kinds = ensemble.input().kinds();
    for (int i = 0; i < mask.length; i++) {
      mask[i] = kinds.get(i) == kind;
    }
    String name = "is_" + kind.name().toLowerCase(Locale.ROOT);
    graph.message(5, OnnxWriter.bools(name, List.of(width), mask));
    return name;
  }
}
