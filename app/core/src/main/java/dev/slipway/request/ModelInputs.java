// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Makes requests of one row each from a table: into one input as wide as there are features, or
/// into one input for each column.
public final class ModelInputs {

  private final Table table;
  private final List<Slot> slots;

  /// Where one input of the model gets its values.
  private record Slot(TensorSpec spec, List<Integer> columns) {

    long[] shape() {
      return switch (spec.shape().size()) {
        case 0 -> new long[] {};
        case 1 -> new long[] {1};
        default -> new long[] {1, columns.size()};
      };
    }
  }

  private ModelInputs(Table table, List<Slot> slots) {
    this.table = table;
    this.slots = slots;
  }

  /// @throws ProblemException when columns are missing, the model takes something else than rows,
  ///   or a value cannot be read as what the model takes; it names column, line and value
  public static List<Map<String, Tensor>> of(Table table, FeatureMap features, Signature signature)
      throws ProblemException {
    return new ModelInputs(table, slots(table, features, signature)).rows();
  }

  /// Which value of which input a column fills.
  ///
  /// @param index its place within a row of the tensor
  public record Place(String column, TensorSpec input, int index) {}

  /// Where the columns of a table go; columns that the model does not take are not in it.
  public static List<Place> places(List<String> columns, FeatureMap features, Signature signature)
      throws ProblemException {
    List<Place> places = new ArrayList<>();
    for (Slot slot : slots(new Table("the data", columns, List.of()), features, signature)) {
      for (int i = 0; i < slot.columns().size(); i++) {
        places.add(new Place(columns.get(slot.columns().get(i)), slot.spec(), i));
      }
    }
    return places;
  }

  private static List<Slot> slots(Table table, FeatureMap features, Signature signature)
      throws ProblemException {
    List<TensorSpec> inputs = signature.inputs();
    List<Slot> slots = new ArrayList<>();
    if (inputs.size() == 1 && (!features.features().isEmpty() || width(inputs.getFirst()) != 1)) {
      slots.add(vector(table, features.features(), inputs.getFirst()));
    } else {
      for (TensorSpec input : inputs) {
        slots.add(column(table, input));
      }
    }
    return slots;
  }

  private List<Map<String, Tensor>> rows() throws ProblemException {
    List<Map<String, Tensor>> requests = new ArrayList<>(table.rows().size());
    for (int row = 0; row < table.rows().size(); row++) {
      Map<String, Tensor> request = new LinkedHashMap<>();
      for (Slot slot : slots) {
        request.put(slot.spec().name(), tensor(slot, row));
      }
      requests.add(request);
    }
    return requests;
  }

  private static Slot vector(Table table, List<String> named, TensorSpec input)
      throws ProblemException {
    List<String> names = named;
    if (names.isEmpty() && width(input) == table.columns().size()) {
      names = table.columns();
    }
    if (names.isEmpty()) {
      throw Problem.input(
              "data.columns-unknown",
              "Which columns the model takes is not known",
              "Its input '%s' takes %s values, the table has %d columns, and the model names none."
                  .formatted(
                      input.name(),
                      width(input) < 0 ? "any number of" : width(input),
                      table.columns().size()),
              "Write the column names into the model's metadata: key slipway.features, value a"
                  + " JSON array such as [\"length\",\"width\"].")
          .asException();
    }
    List<Integer> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(indexOf(table, name));
    }
    return slot(input, columns);
  }

  private static Slot column(Table table, TensorSpec input) throws ProblemException {
    String name = input.name();
    for (String candidate : table.columns()) {
      // Converters from scikit-learn write such names into the graph
      if (table.indexOf(name).isEmpty() && candidate.replaceAll("\\W", "_").equals(name)) {
        name = candidate;
      }
    }
    return slot(input, List.of(indexOf(table, name)));
  }

  private static int indexOf(Table table, String column) throws ProblemException {
    var index = table.indexOf(column);
    if (index.isEmpty()) {
      throw Problem.input(
              "data.column-missing",
              "The model takes a column '" + column + "' that " + table.source() + " lacks",
              "The table has " + String.join(", ", table.columns()) + ".",
              "Add the column, or rename the one that holds these values.")
          .asException();
    }
    return index.get();
  }

  /// The last axis, which holds the features; -1 when it is free.
  private static long width(TensorSpec input) {
    return input.shape().size() < 2 ? 1 : input.shape().getLast().sizeOrMinusOne();
  }

  private static Slot slot(TensorSpec input, List<Integer> from) throws ProblemException {
    List<Dimension> shape = input.shape();
    int columns = from.size();
    long rows = shape.isEmpty() ? 1 : shape.getFirst().sizeOrMinusOne();
    boolean oneRow = shape.size() <= 2 && (rows < 0 || rows == 1);
    boolean wide = shape.size() == 2 && (width(input) < 0 || width(input) == columns);
    boolean single = shape.size() < 2 && columns == 1;
    if (!oneRow || !(wide || single)) {
      throw Problem.input(
              "data.input-not-tabular",
              "The model's input '%s' cannot be filled from %d column(s)"
                  .formatted(input.name(), columns),
              "It takes a tensor of shape " + shapeText(input) + ".",
              "Evaluate such a model with golden requests (model.golden in slipway.yaml), or export"
                  + " it with an input of shape [rows, columns].")
          .asException();
    }
    return new Slot(input, from);
  }

  private static String shapeText(TensorSpec input) {
    List<String> axes = new ArrayList<>();
    for (Dimension dimension : input.shape()) {
      axes.add(dimension instanceof Dimension.Fixed(long size) ? Long.toString(size) : "free");
    }
    return axes.toString();
  }

  private Tensor tensor(Slot slot, int row) throws ProblemException {
    int n = slot.columns().size();
    long[] shape = slot.shape();
    return switch (slot.spec().datatype()) {
      case FP32 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          values[i] = (float) real(slot.columns().get(i), row);
        }
        yield Tensor.floats(shape, values);
      }
      case FP64 -> {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = real(slot.columns().get(i), row);
        }
        yield Tensor.doubles(shape, values);
      }
      case INT64 -> Tensor.longs(shape, integers(slot, row, Long.MAX_VALUE));
      case INT32 -> {
        long[] wide = integers(slot, row, Integer.MAX_VALUE);
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
          values[i] = (int) wide[i];
        }
        yield Tensor.ints(shape, values);
      }
      case BOOL -> {
        boolean[] values = new boolean[n];
        for (int i = 0; i < n; i++) {
          values[i] = truth(slot.columns().get(i), row);
        }
        yield Tensor.bools(shape, values);
      }
      case BYTES ->
          Tensor.strings(
              shape,
              slot.columns().stream()
                  .map(column -> table.rows().get(row).get(column))
                  .toArray(String[]::new));
      case UINT8, UINT16, UINT32, UINT64, INT8, INT16, FP16, BF16 ->
          throw Problem.input(
                  "data.input-type",
                  "The model's input '%s' takes %s, which tables do not hold"
                      .formatted(slot.spec().name(), slot.spec().datatype()),
                  "Tables become float, double, 32- and 64-bit integer, bool or string inputs.",
                  "Export the model with a float input, and Cast it inside.")
              .asException();
    };
  }

  /// A missing number is NaN: models that know how to treat it say so by their answer. A truth is 1
  /// or 0, as it was to the library that trained on the column.
  private double real(int column, int row) throws ProblemException {
    String text = table.rows().get(row).get(column);
    if (Cells.isMissing(text)) {
      return Double.NaN;
    }
    OptionalDouble number = Cells.number(text);
    if (number.isPresent()) {
      return number.getAsDouble();
    }
    if (Cells.truth(text).isEmpty()) {
      throw unfit(column, row, "a number");
    }
    return Cells.truth(text).get() ? 1 : 0;
  }

  private long[] integers(Slot slot, int row, long most) throws ProblemException {
    long[] values = new long[slot.columns().size()];
    for (int i = 0; i < values.length; i++) {
      int column = slot.columns().get(i);
      double value = real(column, row);
      if (value != Math.rint(value) || Math.abs(value) > most) {
        throw unfit(column, row, "a whole number");
      }
      values[i] = (long) value;
    }
    return values;
  }

  private boolean truth(int column, int row) throws ProblemException {
    String text = table.rows().get(row).get(column);
    return switch (text.strip()) {
      case "1" -> true;
      case "0" -> false;
      default -> Cells.truth(text).orElseThrow(() -> unfit(column, row, "true or false"));
    };
  }

  private ProblemException unfit(int column, int row, String expected) {
    String text = table.rows().get(row).get(column);
    return Problem.input(
            "data.value-unfit",
            "Line %d of %s: column '%s' holds \"%s\", not %s"
                .formatted(
                    table.lines().get(row),
                    table.source(),
                    table.columns().get(column),
                    text,
                    expected),
            "The model takes " + expected + " in this column.",
            "Correct the value, or encode the column as it was encoded for training.")
        .asException();
  }
}
