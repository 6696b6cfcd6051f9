// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.base.Json;
import dev.slipway.model.graph.OnnxParts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes an ensemble as an ONNX model: `features`, or an input for each column where some are
/// texts, in; `prediction`, or `label` and `probabilities` out, one row each.
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

  /// Outputs, whose names a column of its own input cannot have.
  public static final List<String> OUTPUTS = List.of("prediction", "label", "probabilities");

  /// The names that the model carries its features and classes under.
  private static final String FEATURES = "slipway.features";

  private static final String LABELS = "slipway.labels";

  private final TreeEnsemble ensemble;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Nodes nodes = new Nodes(graph);
  private final LinkNodes links = new LinkNodes(nodes);

  private TreeOnnx(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
  }

  /// @param producer what converted the model, with its version
  /// @param metadata what else the model says of itself
  public static byte[] write(TreeEnsemble ensemble, String producer, Map<String, String> metadata) {
    return new TreeOnnx(ensemble).model(producer, metadata);
  }

  private byte[] model(String producer, Map<String, String> metadata) {
    String features = new InputNodes(nodes, ensemble.input()).matrix();
    trees(features);
    String sums = nodes.cast("scores", "sums", DataType.DOUBLE);
    if (!ensemble.terms().isEmpty()) {
      sums = new LinearNodes(nodes, ensemble.base()).add(sums, features, ensemble.terms());
    }
    switch (ensemble.outcome()) {
      case Outcome.Numbers numbers -> numbers(numbers, sums);
      case Outcome.Classes classes -> classes(classes, sums);
    }
    graph.setName("trees");
    if (ensemble.input().byColumn()) {
      InputNodes.hide(graph, ensemble.input().names());
    }
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

  private void trees(String features) {
    NodeProto.Builder node =
        OnnxParts.node("TreeEnsembleRegressor", List.of(features), "scores")
            .setDomain(TREES)
            .addAttribute(OnnxParts.attribute("n_targets", ensemble.base().size()))
            .addAttribute(OnnxParts.attribute("aggregate_function", "SUM"))
            .addAttribute(OnnxParts.attribute("post_transform", "NONE"));
    // The operator adds in single precision, which is too little where terms cancel out
    List<Double> base =
        ensemble.terms().isEmpty()
            ? ensemble.base()
            : Collections.nCopies(ensemble.base().size(), 0.0);
    new TreeNodes(ensemble.trees(), base).writeTo(node);
    nodes.add(node);
  }

  private void numbers(Outcome.Numbers numbers, String sums) {
    nodes.cast(links.of(numbers.link(), sums), "prediction", DataType.FLOAT);
    graph.addOutput(OnnxParts.value("prediction", DataType.FLOAT, ensemble.base().size()));
  }

  private void classes(Outcome.Classes classes, String sums) {
    String scores = sums;
    if (ensemble.base().size() < classes.labels().size()) {
      // 1 - p would lose the digits of what is nearly sure; the mirrored score keeps them
      scores = nodes.both(nodes.node("Neg", "mirrored", sums), sums);
    }
    boolean step = classes.link() instanceof Link.Step;
    String answers = step ? steps(scores) : links.of(classes.link(), scores);
    String best =
        classes.threshold().isPresent()
            ? reached(classes.threshold().getAsDouble(), answers)
            : nodes.best(scores);
    nodes.cast(answers, "probabilities", DataType.FLOAT);
    if (classes.numbered()) {
      nodes.node("Identity", "label", best);
      graph.addOutput(OnnxParts.value("label", DataType.INT64, 0));
    } else {
      graph.addInitializer(OnnxParts.strings("class_names", classes.labels()));
      nodes.node("Gather", "label", "class_names", best);
      graph.addOutput(OnnxParts.value("label", DataType.STRING, 0));
    }
    graph.addOutput(OnnxParts.value("probabilities", DataType.FLOAT, classes.labels().size()));
  }

  /// 1 where the second class is as probable as the threshold asks, else 0.
  private String reached(double threshold, String answers) {
    nodes.scalar("threshold", threshold);
    nodes.longs("second_class", 1);
    nodes.longs("flat", -1);
    String second = nodes.along("Gather", "second_answer", answers, "second_class");
    String reached = nodes.node("GreaterOrEqual", "reached", second, "threshold");
    return nodes.node("Reshape", "best", nodes.cast(reached, "won", DataType.INT64), "flat");
  }

  /// One class is sure: the second where its score is above zero, else the first.
  private String steps(String sums) {
    nodes.scalar("none", 0);
    nodes.longs("second", 1);
    nodes.along("Gather", "second_score", sums, "second");
    String above = nodes.node("Greater", "above", "second_score", "none");
    String not = nodes.node("Not", "not_above", above);
    return nodes.both(
        nodes.cast(not, "sure_first", DataType.DOUBLE),
        nodes.cast(above, "sure_second", DataType.DOUBLE));
  }
}
