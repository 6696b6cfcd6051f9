// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.RowTensors;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.TensorMemory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One body of JSON rows or columns being read, straight into the tensors.
final class RowsJson {

  private static final double EXACT = 1L << 53;

  private final RowsReader reader;
  private final Columns columns;
  private final byte[] body;
  private final int length;
  private final TensorMemory memory;
  private final JsonScanner json;

  /// The row in which a column was last seen, from 1.
  private final int[] lastRow;

  private final int[] order;
  private @Nullable RowTensors tensors;
  private int rows;

  RowsJson(RowsReader reader, byte[] body, int length, TensorMemory memory) {
    this.reader = reader;
    this.columns = reader.columns();
    this.body = body;
    this.length = length;
    this.memory = memory;
    this.json = new JsonScanner(body, 0, length);
    this.lastRow = new int[columns.count()];
    this.order = reader.usualOrder();
  }

  RowsRequest request() throws InferenceException, PreparationException {
    Optional<String> id = Optional.empty();
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      String key = json.key();
      switch (key) {
        case "id" -> id = Optional.of(json.string());
        case "rows" -> {
          requireFirst();
          rows();
        }
        case "columns" -> {
          requireFirst();
          columns();
        }
        default ->
            throw InferenceException.invalid(
                "only 'rows' or 'columns' and 'id' are taken here; tensors go to"
                    + " /v2/models/NAME/infer");
      }
      more = json.another('}');
    }
    json.expectEnd();
    if (tensors == null || rows == 0) {
      throw InferenceException.invalid("there are no rows");
    }
    return new RowsRequest(id, tensors.tensors(rows), rows);
  }

  private void requireFirst() throws InferenceException {
    if (tensors != null) {
      throw InferenceException.invalid("'rows' or 'columns' is there twice");
    }
  }

  private void rows() throws InferenceException, PreparationException {
    json.expect('[');
    int begin = json.position();
    RowTensors filled = new RowTensors(columns, 1, memory, row -> "rows[" + row + "]");
    tensors = filled;
    boolean more = !json.accept(']');
    while (more) {
      reader.requireRoom(rows);
      if (rows == 1) {
        // Rows are about as long as the first: a text of so many bytes holds no more than this
        filled = grown(filled, begin);
      }
      filled.reserve(rows);
      record(filled, rows);
      rows++;
      more = json.another(']');
    }
    reader.learn(order);
  }

  private RowTensors grown(RowTensors filled, int begin) {
    int each = Math.max(1, json.position() - begin);
    filled.reserve(reader.allowed(json.remaining() / each));
    return filled;
  }

  /// Columns mostly come in one order, in which none can be there twice; where they do not, what
  /// was read of the row is noted then.
  private void record(RowTensors filled, int row) throws InferenceException, PreparationException {
    json.expect('{');
    int seen = 0;
    boolean more = !json.accept('}');
    while (more && seen < order.length && accept(reader.key(order[seen]))) {
      do {
        value(filled, order[seen++], row);
      } while (seen < order.length && acceptBehindComma(reader.key(order[seen])));
      more = json.another('}');
    }
    if (more || seen < order.length) {
      for (int i = 0; i < seen; i++) {
        lastRow[order[i]] = row + 1;
      }
      others(filled, row, seen, more);
    }
  }

  /// The rest of a row that goes another way.
  ///
  /// @param before columns that were read of it, the first of the order
  private void others(RowTensors filled, int row, int before, boolean some)
      throws InferenceException, PreparationException {
    int seen = before;
    boolean more = some;
    while (more) {
      int column = column(order[Math.min(seen, order.length - 1)]);
      if (column < 0) {
        throw reader.unknown("rows[" + row + "]", json.key());
      }
      if (lastRow[column] == row + 1) {
        throw RowsReader.twice("rows[" + row + "]", columns.name(column));
      }
      lastRow[column] = row + 1;
      order[seen++] = column;
      value(filled, column, row);
      more = json.another('}');
    }
    if (seen < lastRow.length) {
      throw reader.missing("rows[" + row + "]", seenIn(row + 1));
    }
  }

  private boolean[] seenIn(int row) {
    boolean[] there = new boolean[lastRow.length];
    for (int column = 0; column < there.length; column++) {
      there[column] = lastRow[column] == row;
    }
    return there;
  }

  /// Whether a name is next, which is then consumed.
  private boolean accept(JsonKey key) {
    json.peek();
    return acceptAt(key, json.position());
  }

  /// Whether a name is next behind a comma and at most a blank, which are then consumed with it: as
  /// most libraries write them.
  private boolean acceptBehindComma(JsonKey key) {
    int at = json.position();
    return at < length && body[at] == ',' && acceptAt(key, behindBlank(at + 1));
  }

  private boolean acceptAt(JsonKey key, int at) {
    if (!key.isAt(body, at, length)) {
      return false;
    }
    json.moveTo(behindBlank(at + key.length()));
    return true;
  }

  private int behindBlank(int at) {
    return at < length && body[at] == ' ' ? at + 1 : at;
  }

  /// The column that is named next, with its colon; -1 for an unknown one, which is then still to
  /// be read.
  private int column(int expected) throws InferenceException {
    if (accept(reader.key(expected))) {
      return expected;
    }
    int begin = json.position();
    int column = columns.indexOf(json.key());
    if (column < 0) {
      json.moveTo(begin);
    }
    return column;
  }

  private void columns() throws InferenceException, PreparationException {
    json.expect('{');
    int seen = 0;
    boolean more = !json.accept('}');
    while (more) {
      int column = column(order[Math.min(seen, order.length - 1)]);
      if (column < 0) {
        throw reader.unknown("columns", json.key());
      }
      if (lastRow[column] != 0) {
        throw RowsReader.twice("columns", columns.name(column));
      }
      lastRow[column] = 1;
      order[seen++] = column;
      values(column);
      more = json.another('}');
    }
    if (seen < lastRow.length) {
      throw reader.missing("columns", seenIn(1));
    }
  }

  private void values(int column) throws InferenceException, PreparationException {
    RowTensors filled = tensors;
    if (filled == null) {
      int begin = json.position();
      rows = counted();
      json.moveTo(begin);
      // Every value is at least a digit and a comma: no small text claims much memory.
      if ((long) rows * columns.count() > json.remaining()) {
        throw InferenceException.invalid("columns: one is longer than others");
      }
      filled = new RowTensors(columns, rows, memory, row -> "columns, row " + row);
      tensors = filled;
    }
    json.expect('[');
    int row = 0;
    boolean more = !json.accept(']');
    while (more) {
      if (row == rows) {
        throw uneven(column);
      }
      value(filled, column, row++);
      more = json.another(']');
    }
    if (row != rows) {
      throw uneven(column);
    }
  }

  private int counted() throws InferenceException {
    int count = 0;
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      reader.requireRoom(count++);
      json.skip();
      more = json.another(']');
    }
    return count;
  }

  private InferenceException uneven(int column) {
    return InferenceException.invalid(
        "columns: '%s' has not as many values as the first column, %d"
            .formatted(columns.name(column), rows));
  }

  private void value(RowTensors filled, int column, int row)
      throws InferenceException, PreparationException {
    if (isNumber() && columns.isPlainFloat(column)) {
      filled.real(column, row, json.floatNumber());
    } else {
      anyValue(filled, column, row);
    }
  }

  /// Whether a number is next without a blank, as far as its first byte says.
  private boolean isNumber() {
    int at = json.position();
    return at < length && body[at] <= '9' && body[at] >= '-';
  }

  private void anyValue(RowTensors filled, int column, int row)
      throws InferenceException, PreparationException {
    switch (json.peek()) {
      case 'n' -> {
        json.nothing();
        filled.missing(column, row);
      }
      case 't', 'f' -> filled.truth(column, row, json.bool());
      case '"' -> filled.text(column, row, json.stringBytes());
      case '{', '[' -> throw filled.unfit(column, row, "several values");
      default -> {
        if (columns.isPlainFloat(column)) {
          filled.real(column, row, json.floatNumber());
        } else {
          number(filled, column, row);
        }
      }
    }
  }

  private void number(RowTensors filled, int column, int row)
      throws InferenceException, PreparationException {
    int begin = json.position();
    double value = json.number();
    if (columns.datatype(column) == DataType.INT64
        && value == Math.rint(value)
        && Math.abs(value) >= EXACT) {
      int end = json.position();
      json.moveTo(begin);
      long whole;
      try {
        whole = json.integer(Long.MIN_VALUE, Long.MAX_VALUE);
      } catch (InferenceException tooLarge) {
        json.moveTo(end);
        throw filled.unfit(column, row, "another number");
      }
      filled.whole(column, row, whole);
      return;
    }
    filled.number(column, row, value);
  }
}
