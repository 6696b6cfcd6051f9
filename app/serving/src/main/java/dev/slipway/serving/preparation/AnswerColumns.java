// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the values of a model's answer are called, row by row: a score is called as its class, and
/// beside the number of a class stands its name, unless the model itself answers with it. Where a
/// row has several axes, as an answer by token has, its values are called by their places, however
/// many they are.
public final class AnswerColumns {

  /// One value of a row.
  ///
  /// @param output the tensor that has it, by its place among the outputs
  /// @param place within the row of that tensor
  /// @param isClass whether the class's name is meant, and not its number
  public record Column(String name, int output, int place, boolean isClass) {}

  private final List<String> labels;
  private final List<String> outputs = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Boolean> whole = new ArrayList<>();
  private final List<Boolean> byClass = new ArrayList<>();
  private final boolean byRows;
  private final List<Column> columns = new ArrayList<>();

  private AnswerColumns(List<String> labels, Map<String, Tensor> answer, int asked) {
    this.labels = List.copyOf(labels);
    this.byRows = isByRows(answer, asked);
    boolean named = answer.entrySet().stream().anyMatch(AnswerColumns::namesTheClass);
    answer.forEach((name, tensor) -> {
      int size = tensor.size() / rows(asked);
      for (int i = 0; i < size; i++) {
        String called = isByClass(tensor, size) ? labels.get(i) : Integer.toString(i);
        columns.add(new Column(size == 1 ? name : name + "." + called, outputs.size(), i, false));
      }
      boolean isNumber = tensor.datatype() == DataType.INT64;
      // The model's own name is that of its first number.
      boolean isNamed = named && !whole.contains(true);
      if (size == 1 && isNumber && !isNamed && !labels.isEmpty()) {
        columns.add(new Column(name + ".class", outputs.size(), 0, true));
      }
      outputs.add(name);
      sizes.add(size);
      whole.add(isNumber);
      byClass.add(isByClass(tensor, size));
    });
  }

  /// Whether an output is the one that Slipway gives a model whose classes the project names:
  /// `class`, or `class_2` where the model calls something else so.
  private static boolean namesTheClass(Map.Entry<String, Tensor> output) {
    return output.getValue().datatype() == DataType.BYTES
        && output.getKey().matches("class(_[0-9]+)?");
  }

  private boolean isByClass(Tensor tensor, int size) {
    int rank = tensor.rank();
    return size == labels.size() && (rank <= 2 || (rank == 4 && tensor.dimension(1) == size));
  }

  /// @param labels class names in the order of the scores; empty when there are none
  /// @param answer every output by name
  /// @param asked rows of the request
  public static AnswerColumns of(List<String> labels, Map<String, Tensor> answer, int asked) {
    return new AnswerColumns(labels, answer, asked);
  }

  /// Whether another answer of the same model has the same columns.
  public boolean fit(Map<String, Tensor> answer, int asked) {
    if (answer.size() != outputs.size() || isByRows(answer, asked) != byRows) {
      return false;
    }
    int output = 0;
    for (Map.Entry<String, Tensor> entry : answer.entrySet()) {
      Tensor tensor = entry.getValue();
      int size = tensor.size() / rows(asked);
      if (!entry.getKey().equals(outputs.get(output))
          || size != sizes.get(output)
          || (tensor.datatype() == DataType.INT64) != whole.get(output)
          || isByClass(tensor, size) != byClass.get(output)) {
        return false;
      }
      output++;
    }
    return true;
  }

  /// An answer may not be by rows, as that of a sum over all of them.
  private static boolean isByRows(Map<String, Tensor> answer, int asked) {
    for (Tensor tensor : answer.values()) {
      if (tensor.rank() == 0 || tensor.dimension(0) != asked) {
        return false;
      }
    }
    return asked > 0;
  }

  /// Rows of an answer: as many as were asked about, or one where it is not by rows.
  public int rows(int asked) {
    return byRows ? asked : 1;
  }

  public List<Column> columns() {
    return columns;
  }

  /// Where a row's value lies in its tensor.
  public int element(Column column, int row) {
    return row * sizes.get(column.output()) + column.place();
  }

  /// The name of a class that is answered by its number; empty where no class has it.
  public Optional<String> className(Column column, Tensor tensor, int row) {
    long number = tensor.data().getLong(8 * element(column, row));
    return number >= 0 && number < labels.size()
        ? Optional.of(labels.get((int) number))
        : Optional.empty();
  }

  /// A row's value as a table has it; empty for a class without name.
  public String text(Column column, Tensor tensor, int row) {
    if (column.isClass()) {
      return className(column, tensor, row).orElse("");
    }
    int i = element(column, row);
    return switch (tensor.datatype()) {
      case BYTES -> tensor.asStrings().get(i);
      case INT64 -> Long.toString(tensor.asLongs().get(i));
      case UINT64 -> Long.toUnsignedString(tensor.asLongs().get(i));
      case BOOL -> Boolean.toString(tensor.doubleAt(i) != 0);
      case UINT8, UINT16, UINT32, INT8, INT16, INT32 -> Long.toString((long) tensor.doubleAt(i));
      case FP64 -> Double.toString(tensor.doubleAt(i));
      case FP16, BF16, FP32 -> Float.toString((float) tensor.doubleAt(i));
    };
  }
}
