// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.base.Json;
import dev.slipway.model.NamedClasses;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Flow.Kind;
import dev.slipway.model.sklearn.Flow.Part;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Writes an estimator as an ONNX model.
///
/// Numbers alone go into one input `features` of doubles, `[rows, columns]`. Where a column is a
/// text, each column is an input of its own, `[rows, 1]`, under its name. Out come `label` and
/// `probabilities` (or `scores`, where the model has no probabilities), `prediction`, or the
/// `scores` of independent labels.
final class SklearnGraph {

  static final String FEATURES = "features";
  static final String LABEL = "label";
  static final String PROBABILITIES = "probabilities";
  static final String SCORES = "scores";
  static final String PREDICTION = "prediction";
  static final String TRANSFORMED = "transformed";

  /// Counts up when what it writes changes.
  private static final String CONVERTER_VERSION = "slipway-sklearn 2";

  private final GraphWriter graph = new GraphWriter();
  private final Map<String, String> metadata;
  private final Columns columns;

  private SklearnGraph(Columns columns, Map<String, String> metadata) {
    this.columns = columns;
    this.metadata = new TreeMap<>(metadata);
  }

  /// @param metadata what else the model says of itself
  static byte[] write(Estimator estimator, Columns columns, Map<String, String> metadata)
      throws NotConvertible {
    var writing = new SklearnGraph(columns, metadata);
    writing.answer(estimator, writing.input());
    return writing.graph.model("sklearn", CONVERTER_VERSION, writing.metadata);
  }

  private Flow input() {
    List<Part> parts = new ArrayList<>();
    if (columns.apart()) {
      for (Columns.Column column : columns.used()) {
        graph.input(column.name(), Flow.type(kind(column)), 1);
      }
      String like = columns.names().getFirst();
      for (Columns.Column column : columns.columns()) {
        String value = column.used() ? column.name() : nothing(like);
        parts.add(new Part(value, kind(column), 1));
      }
      return new Flow(parts);
    }
    int width = columns.used().size();
    String all = graph.input(FEATURES, DataType.DOUBLE, width);
    if (columns.named()) {
      metadata.put("slipway.features", Json.line(columns.names()));
    }
    if (width == columns.columns().size()) {
      return Flow.numbers(all, width);
    }
    String like = graph.along("Gather", all, graph.longs(0));
    int at = 0;
    for (Columns.Column column : columns.columns()) {
      String value = column.used() ? graph.along("Gather", all, graph.longs(at++)) : nothing(like);
      parts.add(new Part(value, Kind.NUMBERS, 1));
    }
    return new Flow(parts);
  }

  private static Kind kind(Columns.Column column) {
    return column.taken() == Taken.TEXT ? Kind.TEXTS : Kind.NUMBERS;
  }

  /// Stands for a column that the model has no use for, among those that it is given together.
  ///
  /// @param like a column with as many rows
  private String nothing(String like) {
    var missing = OnnxParts.attribute("value", OnnxParts.doubles("", List.of(1L), Double.NaN));
    return graph.node("ConstantOfShape", List.of(missing), graph.node("Shape", like));
  }

  private void answer(Estimator estimator, Flow in) throws NotConvertible {
    switch (estimator) {
      case Classifier classifier -> {
        Classifier.Written written = classifier.write(graph, in);
        List<String> names = ClassNames.of(classifier.classes());
        metadata.put(NamedClasses.KEY, Json.line(names));
        label(names, written.best());
        boolean shares = classifier.basis() == Classifier.Basis.PROBABILITIES;
        floats(written.scores(), shares ? PROBABILITIES : SCORES, names.size());
      }
      case Labeller labeller -> {
        metadata.put("slipway.multi-labels", Json.line(labeller.labels()));
        floats(labeller.write(graph, in), SCORES, labeller.labels().size());
      }
      case Regressor regressor -> {
        if (regressor.targets() > 1) {
          metadata.put(
              "slipway.outputs",
              Json.line(IntStream.range(0, regressor.targets()).mapToObj(i -> "y" + i).toList()));
        }
        floats(regressor.write(graph, in), PREDICTION, regressor.targets());
      }
      case Transformer transformer -> {
        Flow made = transformer.write(graph, in);
        String value = made.numbers(graph, "an answer");
        graph.output(value, TRANSFORMED, DataType.DOUBLE, made.width());
      }
    }
  }

  private void label(List<String> names, String best) {
    if (ClassNames.areIndices(names)) {
      graph.output(best, LABEL, DataType.INT64, 0);
    } else {
      String named = graph.node("Gather", graph.texts(names), best);
      graph.output(named, LABEL, DataType.STRING, 0);
    }
  }

  private void floats(String value, String name, int width) {
    graph.output(graph.cast(value, DataType.FLOAT), name, DataType.FLOAT, width);
  }

  /// What a row of a table is as the estimator gets it: nothing where it has no use for a column.
  static Cell unused() {
    return new Cell.Number(Double.NaN);
  }
}
