// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// What a column may hold: numbers or texts, one of which may be that there is none.
///
/// @param kind of all of them
/// @param values in the order of their numbers; missing is NaN, or an empty text
record Categories(Flow.Kind kind, List<Cell> values) {

  Categories {
    values = List.copyOf(values);
  }

  /// Of each column of a fitted encoder.
  static List<Categories> read(Instance fitted) throws MalformedException, NotConvertible {
    List<Categories> columns = new ArrayList<>();
    for (Value column : fitted.items("categories_")) {
      List<Value> values =
          Instance.items(column)
              .orElseThrow(() -> fitted.lacks("categories_", "holds what is no list"));
      columns.add(of(fitted, values));
    }
    return columns;
  }

  static Categories of(Instance fitted, List<Value> values)
      throws NotConvertible, MalformedException {
    boolean texts = values.stream().anyMatch(Value.Text.class::isInstance);
    List<Cell> cells = new ArrayList<>();
    for (Value value : values) {
      cells.add(texts ? text(fitted, value) : number(fitted, value));
    }
    if (new HashSet<>(cells).size() < cells.size()) {
      // None beside NaN, or beside an empty text: neither a table nor ONNX can tell them apart
      throw Estimators.refused(fitted, "two categories that both mean missing");
    }
    return new Categories(texts ? Flow.Kind.TEXTS : Flow.Kind.NUMBERS, cells);
  }

  private static Cell text(Instance fitted, Value value) throws NotConvertible {
    if (value instanceof Value.Text(String text)) {
      return new Cell.Text(text);
    }
    boolean missing =
        Instance.number(value).map(number -> Double.isNaN(number)).orElse(isNone(value));
    if (!missing) {
      throw Estimators.refused(fitted, "categories that are texts and numbers");
    }
    return new Cell.Text("");
  }

  private static Cell number(Instance fitted, Value value) throws MalformedException {
    if (isNone(value)) {
      return new Cell.Number(Double.NaN);
    }
    return new Cell.Number(
        Instance.number(value)
            .orElseThrow(() -> fitted.lacks("categories_", "holds what is no text or number")));
  }

  /// None, or pandas' own word for it.
  private static boolean isNone(Value value) {
    return value == Value.Nothing.NONE
        || (value instanceof Value.Name name && name.name().equals("NA"));
  }

  int count() {
    return values.size();
  }

  Taken taken() {
    return kind == Flow.Kind.TEXTS ? Taken.TEXT : Taken.NUMBER;
  }

  /// Index of the category that means missing; -1 where there is none.
  int missing() {
    return IntStream.range(0, count()).filter(i -> isMissing(values.get(i))).findFirst().orElse(-1);
  }

  private static boolean isMissing(Cell cell) {
    return switch (cell) {
      case Cell.Number(double value) -> Double.isNaN(value);
      case Cell.Text(String value) -> value.isEmpty();
    };
  }

  /// Index of a value's category; [#count] of one that is none of them.
  int index(Cell cell) {
    for (int i = 0; i < count(); i++) {
      boolean same =
          switch (values.get(i)) {
            case Cell.Number(double category) ->
                cell instanceof Cell.Number(double value)
                    && (value == category || (Double.isNaN(value) && Double.isNaN(category)));
            case Cell.Text text -> text.equals(cell);
          };
      if (same) {
        return i;
      }
    }
    return count();
  }

  /// The same for a column of a graph: 64-bit integers, `[rows, 1]`.
  String write(GraphWriter graph, Flow column, String who) throws NotConvertible {
    return kind == Flow.Kind.TEXTS
        ? ofTexts(graph, column.texts(graph, who))
        : ofNumbers(graph, column.numbers(graph, who));
  }

  private String ofTexts(GraphWriter graph, String texts) {
    List<AttributeProto> codes =
        List.of(
            OnnxParts.attribute(
                "keys_strings", values.stream().map(value -> ((Cell.Text) value).value()).toList()),
            OnnxParts.attribute("values_int64s", LongRange.upTo(count())),
            OnnxParts.attribute("default_int64", count()));
    return graph.nodes(GraphWriter.ML, "LabelEncoder", codes, 1, texts).getFirst();
  }

  /// Looked for by comparing: the keys of ONNX's encoder are single precision.
  private String ofNumbers(GraphWriter graph, String numbers) {
    double[] known = Cell.numbers(values);
    String equal = graph.node("Equal", numbers, Tensors.row(graph, known));
    String index = graph.cast(equal, DataType.INT64);
    long[] weights = new long[count()];
    for (int i = 0; i < weights.length; i++) {
      // What a match takes away from the index of what is unknown
      weights[i] = (long) i - count();
    }
    String away =
        graph.node("ReduceSum", graph.node("Mul", index, graph.longs(weights)), graph.longs(1));
    String found = graph.node("Add", away, graph.longs(count()));
    int missing = missing();
    return missing < 0
        ? found
        : graph.node("Where", graph.node("IsNaN", numbers), graph.longs(missing), found);
  }
}
