// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.base.Json;
import dev.slipway.model.graph.GraphWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes an ensemble as an ONNX model: `features`, or an input for each column where some are
/// texts, in; `prediction`, or `label` and `probabilities` out, one row each.
///
/// The trees are one node of `ai.onnx.ml`, which only adds up; all else is done by ordinary
/// operators in double precision.
public final class TreeOnnx {

  /// Outputs, whose names a column of its own input cannot have.
  public static final List<String> OUTPUTS = List.of("prediction", "label", "probabilities");

  /// The names that the model carries its features and classes under.
  private static final String FEATURES = "slipway.features";

  private static final String LABELS = "slipway.labels";

  private TreeOnnx() {}

  /// @param producer what converted the model, with its version
  /// @param metadata what else the model says of itself
  public static byte[] write(TreeEnsemble ensemble, String producer, Map<String, String> metadata) {
    var graph = new GraphWriter();
    String features = InputGraph.matrix(graph, ensemble.input());
    String sums = TreeGraph.scores(graph, ensemble, features);
    var entries = new TreeMap<>(metadata);
    entries.put(FEATURES, Json.line(ensemble.input().names()));
    int scores = ensemble.base().size();
    switch (ensemble.outcome()) {
      case Outcome.Numbers(Link link) ->
          answer(graph, LinkGraph.linked(graph, link, sums), "prediction", scores);
      case Outcome.Classes classes -> {
        LinkGraph.Chosen chosen = LinkGraph.chosen(graph, classes, scores, sums);
        label(graph, classes, chosen.best());
        answer(graph, chosen.probabilities(), "probabilities", classes.labels().size());
        entries.put(LABELS, Json.line(classes.labels()));
      }
    }
    return graph.model("trees", producer, entries);
  }

  private static void answer(GraphWriter graph, String doubles, String name, int width) {
    graph.output(graph.cast(doubles, DataType.FLOAT), name, DataType.FLOAT, width);
  }

  private static void label(GraphWriter graph, Outcome.Classes classes, String best) {
    if (classes.numbered()) {
      graph.output(best, "label", DataType.INT64, 0);
      return;
    }
    List<String> labels = classes.labels();
    String name = graph.node("Gather", graph.texts(labels), best);
    graph.output(name, "label", DataType.STRING, 0);
  }
}
