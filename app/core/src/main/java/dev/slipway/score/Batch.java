// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// So many rows that go through the model together, always the same number: what is left over is
/// filled with the rows before. For one thread at a time.
final class Batch implements AutoCloseable {

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
  private static final String[] NONE = {};

  private final Predictor predictor;
  private final List<Slot> slots;
  private final int rows;
  private final Map<String, ByteBuffer> numbers = new LinkedHashMap<>();
  private final Map<String, String[]> texts = new LinkedHashMap<>();

  /// Rows of the widest input of single precision, before they go to its buffer.
  private final float[] laid;

  private @Nullable PreparedRun prepared;

  Batch(Predictor predictor, List<Slot> slots, int rows) {
    this.predictor = predictor;
    this.slots = slots;
    this.rows = rows;
    int widest = 0;
    for (Slot slot : slots) {
      int size = rows * slot.columns().size();
      widest = slot.type() == DataType.FP32 ? Math.max(widest, size) : widest;
      if (slot.type() == DataType.BYTES) {
        String[] empty = new String[size];
        Arrays.fill(empty, "");
        texts.put(slot.input(), empty);
      } else {
        numbers.put(
            slot.input(),
            ByteBuffer.allocateDirect(size * slot.type().byteSize())
                .order(ByteOrder.LITTLE_ENDIAN));
      }
    }
    this.laid = new float[widest];
  }

  int rows() {
    return rows;
  }

  /// Takes rows of a block, and refuses those that the model cannot be given.
  ///
  /// @param places of the rows within the block
  void fill(RowBlock block, int[] places, AnswerBlock answers) {
    int column = 0;
    for (Slot slot : slots) {
      if (!tryToLay(block, slot, column, places)) {
        fill(block, slot, column, places, answers);
      }
      column += slot.columns().size();
    }
  }

  /// Lays rows of numbers that are stored as the model takes them: where nothing else is asked of a
  /// value on the way, it takes a third of the time.
  ///
  /// @return false where they are others, or one of them is to be refused
  private boolean tryToLay(RowBlock block, Slot slot, int column, int[] places) {
    int width = slot.columns().size();
    for (int i = 0; i < width; i++) {
      if (slot.type() != DataType.FP32 || block.type(column + i) != RowBlock.CellType.SINGLE) {
        return false;
      }
    }
    for (int i = 0; i < width; i++) {
      lay(block, column + i, places, i, width);
    }
    int values = places.length * width;
    for (int i = 0; i < values; i++) {
      if (!Float.isFinite(laid[i])) {
        if (Float.isInfinite(laid[i])) {
          return false;
        }
        // All values that are no number are the same.
        laid[i] = Float.NaN;
      }
    }
    numbers.getOrDefault(slot.input(), EMPTY).asFloatBuffer().put(0, laid, 0, values);
    return true;
  }

  private void lay(RowBlock block, int column, int[] places, int first, int stride) {
    int at = first;
    for (int place : places) {
      laid[at] = block.single(column, place);
      at += stride;
    }
  }

  private void fill(RowBlock block, Slot slot, int first, int[] places, AnswerBlock answers) {
    var cells = new CellReader(block);
    ByteBuffer to = numbers.getOrDefault(slot.input(), EMPTY);
    String[] all = texts.getOrDefault(slot.input(), NONE);
    int width = slot.columns().size();
    for (int i = 0; i < width; i++) {
      int column = first + i;
      for (int row = 0; row < places.length; row++) {
        int at = row * width + i;
        try {
          switch (slot.type()) {
            case FP32 -> to.putFloat(4 * at, cells.single(column, places[row]));
            case BYTES -> all[at] = cells.text(column, places[row]);
            default -> put(slot.type(), at, to, cells.at(column, places[row]));
          }
        } catch (CellReader.Unfit unfit) {
          answers.refuse(
              places[row],
              "column '%s' holds \"%s\", not %s"
                  .formatted(
                      slot.columns().get(i), cells.shown(column, places[row]), unfit.expected()));
        }
      }
    }
  }

  private static void put(DataType type, int at, ByteBuffer to, CellReader.Cell cell)
      throws CellReader.Unfit {
    switch (type) {
      case FP64 -> to.putDouble(8 * at, cell.real());
      case INT64 -> to.putLong(8 * at, cell.whole());
      case INT32 -> to.putInt(4 * at, cell.whole32());
      case BOOL -> to.put(at, (byte) (cell.truth() ? 1 : 0));
      default -> throw new IllegalStateException(type + " is not filled from a table");
    }
  }

  /// Runs all its rows. The answers are valid until the next run.
  Map<String, Tensor> run() throws InferenceException {
    if (!texts.isEmpty() || rows == 1) {
      return predictor.predict(inputs());
    }
    PreparedRun run = prepared;
    if (run == null) {
      run = predictor.prepare(inputs());
      prepared = run;
    }
    run.run();
    return run.outputs();
  }

  /// What the model is given, over the buffers that the next rows are written to.
  Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Slot slot : slots) {
      ByteBuffer buffer = numbers.get(slot.input());
      String[] strings = texts.get(slot.input());
      if (buffer != null) {
        inputs.put(slot.input(), Tensor.wrap(slot.type(), slot.shape(rows), buffer));
      } else if (strings != null) {
        inputs.put(slot.input(), Tensor.strings(slot.shape(rows), strings));
      }
    }
    return inputs;
  }

  @Override
  public void close() {
    if (prepared != null) {
      prepared.close();
    }
  }
}
