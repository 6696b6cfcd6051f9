// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What histogram gradient boosting does to its columns before any tree sees them.
///
/// Since 1.4 it encodes the categorical ones itself (`_preprocessor`), and puts them first; an
/// unknown category becomes missing. Before, categories came as whole numbers from 0 to 254, where
/// they were; here too what training did not know is made missing, since trees treat it so.
///
/// @param given columns as they come
/// @param categorical columns that the encoder takes, in the order of the caller
/// @param numeric the others
/// @param encoder empty before 1.4, and where there are no categories
/// @param known of each prepared column the categories that training knew; empty for numbers
record HistogramColumns(
    int given,
    List<Integer> categorical,
    List<Integer> numeric,
    Optional<Transformer> encoder,
    List<List<Integer>> known) {

  static HistogramColumns read(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    int given = fitted.whole("n_features_in_");
    if (!fitted.has("is_categorical_")) {
      return plain(given, Collections.nCopies(given, List.of()));
    }
    List<List<Integer>> known = known(fitted, given);
    if (!fitted.has("_preprocessor")) {
      return plain(given, known);
    }
    double[] mask = fitted.numbers("is_categorical_");
    if (mask.length != given) {
      throw fitted.lacks("is_categorical_", "has another length than the columns");
    }
    List<Integer> categorical =
        IntStream.range(0, given).filter(i -> mask[i] != 0).boxed().toList();
    List<Integer> numeric = IntStream.range(0, given).filter(i -> mask[i] == 0).boxed().toList();
    Optional<Transformer> encoder = Optional.of(within.transformer(encoder(fitted)));
    return new HistogramColumns(given, categorical, numeric, encoder, known);
  }

  private static HistogramColumns plain(int given, List<List<Integer>> known) {
    List<Integer> all = IntStream.range(0, given).boxed().toList();
    return new HistogramColumns(given, List.of(), all, Optional.empty(), known);
  }

  private static Instance encoder(Instance fitted) throws MalformedException {
    Instance preprocessor = fitted.instance("_preprocessor");
    for (Value entry : preprocessor.items("transformers_")) {
      List<Value> parts = Instance.items(entry).orElse(List.of());
      if (parts.size() == 3 && parts.getFirst().equals(new Value.Text("encoder"))) {
        Optional<Instance> encoder = preprocessor.within("encoder", parts.get(1));
        if (encoder.isPresent()) {
          return encoder.get();
        }
      }
    }
    throw preprocessor.lacks("transformers_", "has no encoder");
  }

  /// The bins of a categorical column are its categories.
  private static List<List<Integer>> known(Instance fitted, int given) throws MalformedException {
    Instance bins = fitted.instance("_bin_mapper");
    double[] mask = bins.numbers("is_categorical_");
    List<Value> thresholds = bins.items("bin_thresholds_");
    if (mask.length != given || thresholds.size() != given) {
      throw bins.lacks("bin_thresholds_", "has another length than the columns");
    }
    List<List<Integer>> known = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      known.add(mask[i] == 0 ? List.of() : categories(bins, thresholds.get(i)));
    }
    return known;
  }

  private static List<Integer> categories(Instance bins, Value values) throws MalformedException {
    List<Integer> categories = new ArrayList<>();
    for (Value value : Instance.items(values).orElse(List.of())) {
      double category = Instance.number(value).orElse(-1.0);
      if (!(category >= 0 && category < HistogramTree.CATEGORIES)) {
        throw bins.lacks("bin_thresholds_", "has a category that is no small whole number");
      }
      categories.add((int) category);
    }
    return categories;
  }

  List<Taken> takes() {
    List<Taken> takes = new ArrayList<>(Rows.taken(given));
    encoder.ifPresent(transformer -> {
      for (int i = 0; i < categorical.size(); i++) {
        takes.set(categorical.get(i), transformer.takes().get(i));
      }
    });
    return List.copyOf(takes);
  }

  double[] prepared(List<Cell> row) {
    List<Cell> cells = new ArrayList<>();
    encoder.ifPresent(transformer ->
        cells.addAll(transformer.transform(categorical.stream().map(row::get).toList())));
    numeric.forEach(column -> cells.add(row.get(column)));
    double[] prepared = Cell.numbers(cells);
    for (int i = 0; i < prepared.length; i++) {
      if (!known.get(i).isEmpty() && !known.get(i).contains(category(prepared[i]))) {
        prepared[i] = Double.NaN;
      }
    }
    return prepared;
  }

  /// The library cuts what is behind the point.
  private static int category(double value) {
    return value >= 0 ? (int) value : -1;
  }

  /// The same in a graph: doubles, `[rows, columns]`.
  String prepared(GraphWriter graph, Flow columns) throws NotConvertible {
    Flow prepared = columns;
    if (encoder.isPresent()) {
      Flow encoded = encoder.get().write(graph, columns.columns(graph, categorical));
      prepared = Flow.beside(List.of(encoded, columns.columns(graph, numeric)));
    }
    String matrix = prepared.numbers(graph, "histogram gradient boosting");
    if (encoder.isPresent() || known.stream().allMatch(List::isEmpty)) {
      return matrix;
    }
    List<String> each = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      String column = Tensors.column(graph, matrix, i);
      each.add(known.get(i).isEmpty() ? column : knownOnly(graph, column, known.get(i)));
    }
    return graph.along("Concat", each.toArray(String[]::new));
  }

  /// A column of categories in which unknown ones are missing.
  private static String knownOnly(GraphWriter graph, String column, List<Integer> known) {
    double[] codes = new double[HistogramTree.CATEGORIES];
    Arrays.fill(codes, Double.NaN);
    known.forEach(category -> codes[category] = category);
    String fits =
        graph.node(
            "And",
            graph.node("GreaterOrEqual", column, graph.scalar(0)),
            graph.node("Less", column, graph.scalar(codes.length)));
    String index = graph.cast(graph.node("Where", fits, column, graph.scalar(0)), DataType.INT64);
    String code = graph.node("Gather", Tensors.list(graph, codes), index);
    return graph.node("Where", fits, code, graph.scalar(Double.NaN));
  }
}
