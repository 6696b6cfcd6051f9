// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.base.Json;
import dev.slipway.base.Words;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.trees.TreeEnsemble.Kind;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.util.List;
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
  private static final String TREES = "ai.onnx.ml";
  private static final AttributeProto SECOND_AXIS = OnnxParts.attribute("axis", 1);

  /// The names that the model carries its features and classes under.
  private static final String FEATURES = "slipway.features";

  private static final String LABELS = "slipway.labels";

  /// LightGBM's: what lies within counts as zero. It is a float's value even there.
  private static final double ZERO = 1e-35f;

  private final TreeEnsemble ensemble;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
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
    graph.setName("trees");
    DataType type =
        ensemble.input().precision() == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    graph.addInput(OnnxParts.value("features", type, width));
    var model = ModelProto.newBuilder().setIrVersion(IR).setProducerName(producer).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
    model.addOpsetImportBuilder().setDomain(TREES).setVersion(TREE_OPSET);
    var entries = new TreeMap<>(metadata);
    entries.put(FEATURES, Json.line(ensemble.input().names()));
    if (ensemble.outcome() instanceof Outcome.Classes classes) {
      entries.put(LABELS, Json.line(classes.labels()));
    }
    entries.forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model.build().toByteArray();
  }

  /// The features as the trees see them; gives the name of the value.
  private String prepared() {
    String value = "features";
    if (ensemble.input().precision() == Precision.FLOAT) {
      value = cast(value, "exact", DataType.DOUBLE);
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
    NodeProto.Builder node =
        OnnxParts.node("TreeEnsembleRegressor", List.of(features), "scores")
            .setDomain(TREES)
            .addAttribute(OnnxParts.attribute("n_targets", ensemble.base().size()))
            .addAttribute(OnnxParts.attribute("aggregate_function", "SUM"))
            .addAttribute(OnnxParts.attribute("post_transform", "NONE"));
    new TreeNodes(ensemble.trees(), ensemble.base()).writeTo(node);
    graph.addNode(node);
  }

  private void numbers(Outcome.Numbers numbers) {
    String answer = linked(numbers.link(), cast("scores", "sums", DataType.DOUBLE));
    cast(answer, "prediction", DataType.FLOAT);
    graph.addOutput(OnnxParts.value("prediction", DataType.FLOAT, ensemble.base().size()));
  }

  private void classes(Outcome.Classes classes) {
    String sums = cast("scores", "sums", DataType.DOUBLE);
    boolean oneForTwo = ensemble.base().size() < classes.labels().size();
    if (oneForTwo) {
      // 1 - p would lose the digits of what is nearly sure; the mirrored score keeps them
      String mirrored = node("Neg", "mirrored", sums);
      sums = both(mirrored, sums);
    }
    String best = best(sums);
    boolean step = classes.link() instanceof Link.Step;
    cast(step ? steps(sums) : linked(classes.link(), sums), "probabilities", DataType.FLOAT);
    if (classes.numbered()) {
      node("Identity", "label", best);
      graph.addOutput(OnnxParts.value("label", DataType.INT64, 0));
    } else {
      graph.addInitializer(OnnxParts.strings("class_names", classes.labels()));
      node("Gather", "label", "class_names", best);
      graph.addOutput(OnnxParts.value("label", DataType.STRING, 0));
    }
    graph.addOutput(OnnxParts.value("probabilities", DataType.FLOAT, classes.labels().size()));
  }

  private String best(String scores) {
    graph.addNode(
        OnnxParts.node("ArgMax", List.of(scores), "best")
            .addAttribute(SECOND_AXIS)
            .addAttribute(OnnxParts.attribute("keepdims", 0)));
    return "best";
  }

  /// One class is sure: the second where its score is above zero, else the first.
  private String steps(String sums) {
    scalar("none", 0);
    graph.addInitializer(OnnxParts.longs("second", 1));
    along("Gather", "second_score", sums, "second");
    String above = node("Greater", "above", "second_score", "none");
    String not = node("Not", "not_above", above);
    return both(
        cast(not, "sure_first", DataType.DOUBLE), cast(above, "sure_second", DataType.DOUBLE));
  }

  private String both(String first, String second) {
    return along("Concat", first + "_and_" + second, first, second);
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
      case Link.Softmax ignored -> along("Softmax", "softmax", scores);
      case Link.Step ignored -> {
        scalar("none", 0);
        yield cast(node("Greater", "above", scores, "none"), "step", DataType.DOUBLE);
      }
    };
  }

  private String node(String operator, String output, String... inputs) {
    graph.addNode(OnnxParts.node(operator, List.of(inputs), output));
    return output;
  }

  /// Along the axis behind the rows.
  private String along(String operator, String output, String... inputs) {
    graph.addNode(OnnxParts.node(operator, List.of(inputs), output).addAttribute(SECOND_AXIS));
    return output;
  }

  private String cast(String input, String output, DataType type) {
    graph.addNode(
        OnnxParts.node("Cast", List.of(input), output)
            .addAttribute(OnnxParts.attribute("to", type.getNumber())));
    return output;
  }

  private void scalar(String name, double value) {
    graph.addInitializer(OnnxParts.doubles(name, List.of(), value));
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
    String name = "is_" + Words.id(kind).replace('-', '_');
    graph.addInitializer(OnnxParts.bools(name, mask));
    return name;
  }
}
