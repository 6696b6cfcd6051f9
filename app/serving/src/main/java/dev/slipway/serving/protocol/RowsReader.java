// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.tensor.TensorMemory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads rows whose values have names, in any order:
///
/// ```json
/// {"rows": [{"colour": "red", "size": 1.5}, {"colour": null, "size": 2}]}
/// {"columns": {"colour": ["red", null], "size": [1.5, 2]}}
/// ```
///
/// or CSV with a header. Every column must be there; a value may be missing where the model takes
/// that.
public final class RowsReader {

  private static final int SHOWN = 20;

  private final Columns columns;
  private final int mostRows;
  private final JsonKey[] keys;

  /// The order in which the last caller that had another one gave its columns.
  private volatile int[] usual;

  /// @param mostRows that one request may have
  public RowsReader(Columns columns, int mostRows) {
    this.columns = columns;
    this.mostRows = columns.isOneRow() ? 1 : mostRows;
    this.keys = new JsonKey[columns.count()];
    Arrays.setAll(keys, column -> new JsonKey(columns.name(column)));
    this.usual = IntStream.range(0, columns.count()).toArray();
  }

  /// @throws InferenceException that blames the caller, saying what must change and where
  public RowsRequest json(byte[] body, int length, TensorMemory memory) throws InferenceException {
    return blaming(() -> new RowsJson(this, body, length, memory).request());
  }

  /// @throws InferenceException that blames the caller, saying what must change and where
  public RowsRequest csv(byte[] body, int length, TensorMemory memory) throws InferenceException {
    return blaming(() -> new RowsCsv(this, body, length, memory).request());
  }

  private interface Work {
    RowsRequest run() throws InferenceException, PreparationException;
  }

  private static RowsRequest blaming(Work work) throws InferenceException {
    try {
      return work.run();
    } catch (PreparationException unfit) {
      throw InferenceException.invalid(unfit.told());
    } catch (ArithmeticException beyond) {
      throw new InferenceException(Kind.TOO_LARGE, "the rows take more memory than there can be");
    }
  }

  Columns columns() {
    return columns;
  }

  JsonKey key(int column) {
    return keys[column];
  }

  int[] usualOrder() {
    return usual.clone();
  }

  void learn(int[] order) {
    if (!Arrays.equals(order, usual)) {
      usual = order.clone();
    }
  }

  /// As many as that, or as are allowed: memory is claimed for no more.
  int allowed(int rows) {
    return Math.min(rows, mostRows);
  }

  /// @param row its number from 0
  void requireRoom(int row) throws InferenceException {
    if (row >= mostRows) {
      throw new InferenceException(
          Kind.TOO_LARGE,
          mostRows == 1 && columns.isOneRow()
              ? "this model answers one row a request"
              : "a request may have %d rows at most".formatted(mostRows));
    }
  }

  InferenceException unknown(String where, String name) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return InferenceException.invalid(
        "%s: no column '%s'; the model takes %s".formatted(where, shown, list(columns.names())));
  }

  /// @param there whether each column is
  InferenceException missing(String where, boolean[] there) {
    List<String> missing =
        IntStream.range(0, there.length)
            .filter(column -> !there[column])
            .mapToObj(columns::name)
            .toList();
    return InferenceException.invalid(
        "%s: %s missing; a value that is not known is null"
            .formatted(where, list(missing) + (missing.size() == 1 ? " is" : " are")));
  }

  static InferenceException twice(String where, String name) {
    return InferenceException.invalid("%s: '%s' is there twice".formatted(where, name));
  }

  private static String list(List<String> names) {
    return names.stream()
            .limit(SHOWN)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? ", …" : "");
  }
}
