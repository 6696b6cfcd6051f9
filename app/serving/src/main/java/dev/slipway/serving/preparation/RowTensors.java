// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/// Fills a model's inputs row by row, value by value, straight into the tensors' memory. Whoever
/// fills a row fills every column of it.
///
/// A missing number is NaN: models that know how to treat it say so by their answer. A missing text
/// is empty. A truth is 1 or 0 where a number is taken, as it was to the library that trained on
/// the column.
public final class RowTensors {

  private static final byte[] EMPTY = new byte[0];
  private static final double EXACT = 1L << 53;

  private final Columns columns;
  private final IntFunction<String> where;
  private final TensorMemory memory;
  private final ByteBuffer[] buffers;
  private final byte[][][] texts;
  private int capacity;

  /// @param capacity rows that are awaited; more find room too
  /// @param where a row's name in messages, such as `Line 7 of t.csv`
  public RowTensors(Columns columns, int capacity, TensorMemory memory, IntFunction<String> where) {
    this.columns = columns;
    this.where = where;
    this.memory = memory;
    this.buffers = new ByteBuffer[columns.inputs().size()];
    this.texts = new byte[buffers.length][][];
    this.capacity = capacity;
    for (int input = 0; input < buffers.length; input++) {
      buffers[input] = memory.allocate(bytes(input)).order(ByteOrder.LITTLE_ENDIAN);
      texts[input] = new byte[isText(input) ? capacity * columns.width(input) : 0][];
    }
  }

  private boolean isText(int input) {
    return columns.inputs().get(input).datatype() == DataType.BYTES;
  }

  private int bytes(int input) {
    int size = columns.inputs().get(input).datatype().byteSize();
    return Math.multiplyExact(Math.multiplyExact(capacity, columns.width(input)), size);
  }

  /// Makes room for a row.
  public void reserve(int row) {
    if (row < capacity) {
      return;
    }
    capacity = Math.max(row + 1, Math.multiplyExact(capacity, 2));
    for (int input = 0; input < buffers.length; input++) {
      ByteBuffer larger = memory.allocate(bytes(input)).order(ByteOrder.LITTLE_ENDIAN);
      larger.put(0, buffers[input], 0, buffers[input].limit());
      buffers[input] = larger;
      if (isText(input)) {
        texts[input] = Arrays.copyOf(texts[input], capacity * columns.width(input));
      }
    }
  }

  private int at(int column, int row) {
    return row * columns.width(columns.inputOf(column)) + columns.index(column);
  }

  private ByteBuffer buffer(int column) {
    return buffers[columns.inputOf(column)];
  }

  /// What was nearest to a number as FP32, for a column that takes it as it is.
  ///
  /// @throws PreparationException when it is too large
  public void real(int column, int row, float value) throws PreparationException {
    if (Float.isInfinite(value)) {
      throw tooLarge(column, row, "FP32");
    }
    buffer(column).putFloat(4 * at(column, row), value);
  }

  /// A finite number, or one that was too large and is infinite.
  ///
  /// @throws PreparationException when the column does not take it
  public void number(int column, int row, double value) throws PreparationException {
    switch (columns.datatype(column)) {
      case FP32 -> {
        allow(column, row, value);
        real(column, row, (float) value);
      }
      case FP64 -> {
        allow(column, row, value);
        if (Double.isInfinite(value)) {
          throw tooLarge(column, row, "FP64");
        }
        buffer(column).putDouble(8 * at(column, row), value);
      }
      case INT64, INT32 -> {
        if (value != Math.rint(value) || Math.abs(value) > EXACT) {
          throw unfit(column, row, text(value), "a whole number");
        }
        whole(column, row, (long) value);
      }
      case BOOL -> {
        if (value != 0 && value != 1) {
          throw unfit(column, row, text(value), "true or false");
        }
        truth(column, row, value == 1);
      }
      default -> throw unfit(column, row, text(value), "a text");
    }
  }

  /// A whole number, to the last digit where the column takes whole numbers.
  ///
  /// @throws PreparationException when the column does not take it
  public void whole(int column, int row, long value) throws PreparationException {
    switch (columns.datatype(column)) {
      case INT64 -> {
        allow(column, row, (double) value);
        buffer(column).putLong(8 * at(column, row), value);
      }
      case INT32 -> {
        if (value != (int) value) {
          throw unfit(column, row, Long.toString(value), "a whole number of 32 bits");
        }
        allow(column, row, (double) value);
        buffer(column).putInt(4 * at(column, row), (int) value);
      }
      default -> number(column, row, (double) value);
    }
  }

  /// @throws PreparationException when the column does not take it
  public void truth(int column, int row, boolean value) throws PreparationException {
    switch (columns.datatype(column)) {
      case BOOL -> {
        allow(column, row, value ? 1 : 0);
        buffer(column).put(at(column, row), (byte) (value ? 1 : 0));
      }
      case BYTES -> throw unfit(column, row, Boolean.toString(value), "a text");
      default -> number(column, row, value ? 1 : 0);
    }
  }

  /// A text that is none of another kind.
  ///
  /// @param value UTF-8, kept and not changed any more
  /// @throws PreparationException when the column does not take it
  public void text(int column, int row, byte[] value) throws PreparationException {
    if (columns.datatype(column) != DataType.BYTES) {
      throw unfit(column, row, quoted(value), expected(column));
    }
    ColumnRule rule = columns.rule(column);
    if (value.length == 0) {
      missing(column, row);
      return;
    }
    if (!rule.texts().isEmpty()) {
      Optional<String> broken = rule.broken(new String(value, StandardCharsets.UTF_8));
      if (broken.isPresent()) {
        throw unfit(column, row, quoted(value), broken.get());
      }
    }
    texts[columns.inputOf(column)][at(column, row)] = value;
  }

  /// @throws PreparationException when the column needs a value
  public void missing(int column, int row) throws PreparationException {
    if (columns.rule(column).required()) {
      throw unfit(column, row, "nothing", "a value");
    }
    switch (columns.datatype(column)) {
      case FP32 -> buffer(column).putFloat(4 * at(column, row), Float.NaN);
      case FP64 -> buffer(column).putDouble(8 * at(column, row), Double.NaN);
      case BYTES -> texts[columns.inputOf(column)][at(column, row)] = EMPTY;
      default -> throw unfit(column, row, "nothing", expected(column));
    }
  }

  /// Something that is no single value, such as a list.
  public PreparationException unfit(int column, int row, String value) {
    return unfit(column, row, value, expected(column));
  }

  /// The text of a cell of a table, in which any kind of value may be written.
  ///
  /// @throws PreparationException when the column does not take it
  public void cell(int column, int row, String text) throws PreparationException {
    switch (columns.datatype(column)) {
      case BYTES -> text(column, row, text.getBytes(StandardCharsets.UTF_8));
      case BOOL -> truthOf(column, row, text);
      default -> numberOf(column, row, text);
    }
  }

  private void truthOf(int column, int row, String text) throws PreparationException {
    Optional<Boolean> truth =
        switch (text.strip()) {
          case "1" -> Optional.of(true);
          case "0" -> Optional.of(false);
          default -> Cells.truth(text);
        };
    if (truth.isEmpty()) {
      throw unfit(column, row, quoted(text), "true or false");
    }
    truth(column, row, truth.get());
  }

  private void numberOf(int column, int row, String text) throws PreparationException {
    boolean whole = !columns.datatype(column).isFloatingPoint();
    if (Cells.isMissing(text)) {
      if (whole) {
        throw unfit(column, row, quoted(text), "a whole number");
      }
      missing(column, row);
      return;
    }
    OptionalLong exact = whole ? Cells.whole(text) : OptionalLong.empty();
    OptionalDouble number = exact.isPresent() ? OptionalDouble.empty() : Cells.number(text);
    Optional<Boolean> truth = Cells.truth(text);
    if (exact.isPresent()) {
      whole(column, row, exact.getAsLong());
    } else if (number.isPresent()) {
      if (whole && number.getAsDouble() != Math.rint(number.getAsDouble())) {
        throw unfit(column, row, quoted(text), "a whole number");
      }
      number(column, row, number.getAsDouble());
    } else if (truth.isPresent()) {
      truth(column, row, truth.get());
    } else {
      throw unfit(column, row, quoted(text), "a number");
    }
  }

  private void allow(int column, int row, double value) throws PreparationException {
    ColumnRule rule = columns.rule(column);
    if (rule.takesAnyNumber()) {
      return;
    }
    Optional<String> broken = rule.broken(value);
    if (broken.isPresent()) {
      throw unfit(column, row, text(value), broken.get());
    }
  }

  private String expected(int column) {
    return switch (columns.datatype(column)) {
      case BYTES -> "a text";
      case BOOL -> "true or false";
      case INT64, INT32 -> "a whole number";
      default -> "a number";
    };
  }

  private PreparationException tooLarge(int column, int row, String type) {
    return unfit(column, row, "a number that is too large", "a number that " + type + " holds");
  }

  private PreparationException unfit(int column, int row, String value, String expected) {
    return PreparationException.unfit(where.apply(row), columns.name(column), value, expected);
  }

  private static String text(double value) {
    return Double.toString(value);
  }

  private static String quoted(byte[] text) {
    return quoted(new String(text, StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /// The first rows as tensors, over the same memory.
  public Map<String, Tensor> tensors(int rows) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int input = 0; input < buffers.length; input++) {
      TensorSpec spec = columns.inputs().get(input);
      int width = columns.width(input);
      long[] shape =
          switch (spec.shape().size()) {
            case 0 -> new long[] {};
            case 1 -> new long[] {rows};
            default -> new long[] {rows, width};
          };
      tensors.put(
          spec.name(),
          spec.datatype() == DataType.BYTES
              ? Tensor.bytes(shape, Arrays.asList(texts[input]).subList(0, rows * width))
              : Tensor.wrap(
                  spec.datatype(),
                  shape,
                  buffers[input].slice(0, rows * width * spec.datatype().byteSize())));
    }
    return tensors;
  }
}
