// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.serving.preparation.AnswerColumns;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The columns that answers become, called as `slipway predict` calls them: by [AnswerColumns].
///
/// @param labels class names; may be empty
record Answered(List<Value> values, List<String> labels) implements Serializable {

  /// One column.
  ///
  /// @param element its place within a row of the output
  /// @param isClass whether it is the name of the class whose number the output gives
  record Value(String output, int element, AnswerColumn column, boolean isClass)
      implements Serializable {}

  Answered {
    values = List.copyOf(values);
    labels = List.copyOf(labels);
  }

  /// @param answer to one row
  static Answered of(Map<String, Tensor> answer, List<String> labels) throws ProblemException {
    List<String> outputs = List.copyOf(answer.keySet());
    List<Tensor> tensors = List.copyOf(answer.values());
    List<Value> values =
        AnswerColumns.of(labels, answer, 1).columns().stream()
            .map(column ->
                new Value(
                    outputs.get(column.output()),
                    column.place(),
                    new AnswerColumn(
                        column.name(),
                        column.isClass()
                            ? AnswerColumn.Type.TEXT
                            : type(tensors.get(column.output()).datatype())),
                    column.isClass()))
            .toList();
    refuseUnusable(values);
    return new Answered(values, labels);
  }

  private static void refuseUnusable(List<Value> values) throws ProblemException {
    if (values.isEmpty()) {
      throw Problem.input(
              "score.no-answers",
              "The model answers a row with nothing",
              "Its outputs hold no value.",
              "Export the model with an output that holds a value for each row.")
          .asException();
    }
    Set<String> seen = new HashSet<>();
    for (Value value : values) {
      String name = value.column().name();
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw Problem.input(
                "score.names-collide",
                "Two answers of the model are called '" + name + "'",
                "A column of a table is known by its name, whatever its case.",
                "Give its outputs, or the classes under model.labels in slipway.yaml, different"
                    + " names.")
            .asException();
      }
    }
  }

  private static AnswerColumn.Type type(DataType datatype) {
    return switch (datatype) {
      case FP32, FP16, BF16 -> AnswerColumn.Type.FLOAT;
      case FP64 -> AnswerColumn.Type.DOUBLE;
      case INT64, UINT32 -> AnswerColumn.Type.LONG;
      case UINT64 -> AnswerColumn.Type.UNSIGNED;
      case INT32, INT16, INT8, UINT16, UINT8 -> AnswerColumn.Type.INTEGER;
      case BOOL -> AnswerColumn.Type.TRUTH;
      case BYTES -> AnswerColumn.Type.TEXT;
    };
  }

  List<AnswerColumn> columns() {
    return values.stream().map(Value::column).toList();
  }

  /// How many values a row of each output has.
  private Map<String, Integer> widths() {
    Map<String, Integer> widths = new LinkedHashMap<>();
    values.forEach(value -> widths.merge(value.output(), value.element() + 1, Math::max));
    return widths;
  }

  /// Whether an answer to so many rows has a row for each.
  boolean isOf(Map<String, Tensor> answer, int rows) {
    return widths().entrySet().stream()
        .allMatch(width -> {
          Tensor tensor = answer.get(width.getKey());
          boolean byRows =
              rows == 1 || (tensor != null && tensor.rank() > 0 && tensor.dimension(0) == rows);
          return tensor != null && byRows && tensor.size() == rows * width.getValue();
        });
  }

  /// Writes rows of an answer where they belong.
  ///
  /// @param rows that the answer has
  /// @param places of the first of them within the block
  void write(Map<String, Tensor> answer, int rows, int[] places, AnswerBlock to) {
    for (int column = 0; column < values.size(); column++) {
      Value value = values.get(column);
      Tensor tensor = answer.get(value.output());
      if (tensor != null) {
        write(column, new Rows(tensor, tensor.size() / rows, value.element()), places, to);
      }
    }
  }

  /// One value of each row of an output.
  private record Rows(Tensor tensor, int width, int element) {
    int at(int row) {
      return row * width + element;
    }
  }

  private void write(int column, Rows from, int[] places, AnswerBlock to) {
    Tensor tensor = from.tensor();
    if (values.get(column).isClass()) {
      var numbers = tensor.asLongs();
      for (int i = 0; i < places.length; i++) {
        long number = numbers.get(from.at(i));
        boolean named = number >= 0 && number < labels.size();
        to.texts(column)[places[i]] = named ? labels.get((int) number) : null;
      }
      return;
    }
    switch (values.get(column).column().type()) {
      case FLOAT -> floats(tensor, from, places, to.floats(column));
      case DOUBLE -> {
        var numbers = tensor.asDoubles();
        for (int i = 0; i < places.length; i++) {
          to.doubles(column)[places[i]] = numbers.get(from.at(i));
        }
      }
      case LONG, UNSIGNED, INTEGER, TRUTH -> {
        for (int i = 0; i < places.length; i++) {
          to.wholes(column)[places[i]] = whole(tensor, from.at(i));
        }
      }
      case TEXT -> {
        List<String> texts = tensor.asStrings();
        for (int i = 0; i < places.length; i++) {
          to.texts(column)[places[i]] = texts.get(from.at(i));
        }
      }
    }
  }

  /// Whether a row has the same bits in two blocks.
  boolean isSame(AnswerBlock one, AnswerBlock two, int row) {
    for (int i = 0; i < values.size(); i++) {
      boolean same =
          switch (values.get(i).column().type()) {
            case FLOAT ->
                Float.floatToRawIntBits(one.floats(i)[row])
                    == Float.floatToRawIntBits(two.floats(i)[row]);
            case DOUBLE ->
                Double.doubleToRawLongBits(one.doubles(i)[row])
                    == Double.doubleToRawLongBits(two.doubles(i)[row]);
            case INTEGER, LONG, UNSIGNED, TRUTH -> one.wholes(i)[row] == two.wholes(i)[row];
            case TEXT -> Objects.equals(one.texts(i)[row], two.texts(i)[row]);
          };
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static void floats(Tensor tensor, Rows from, int[] places, float[] to) {
    if (tensor.datatype() == DataType.FP32) {
      var numbers = tensor.asFloats();
      for (int i = 0; i < places.length; i++) {
        to[places[i]] = numbers.get(from.at(i));
      }
    } else {
      for (int i = 0; i < places.length; i++) {
        to[places[i]] = (float) tensor.doubleAt(from.at(i));
      }
    }
  }

  private static long whole(Tensor tensor, int i) {
    return switch (tensor.datatype()) {
      case INT64, UINT64 -> tensor.asLongs().get(i);
      default -> (long) tensor.doubleAt(i);
    };
  }
}
