// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.RowTensors;
import dev.slipway.serving.tensor.TensorMemory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One body of CSV (RFC 4180) being read, straight into the tensors: a line of names, a line a row.
/// What stands between values is found in the header: comma, semicolon, tab or bar.
final class RowsCsv {

  private static final String SEPARATORS = ",;\t|";

  private final RowsReader reader;
  private final Columns columns;
  private final byte[] in;
  private final int end;
  private final TensorMemory memory;
  private int at;
  private int line = 1;
  private int separator = ',';

  RowsCsv(RowsReader reader, byte[] body, int length, TensorMemory memory) {
    this.reader = reader;
    this.columns = reader.columns();
    this.in = body;
    this.end = length;
    this.memory = memory;
  }

  RowsRequest request() throws InferenceException, PreparationException {
    skipByteOrderMark();
    findSeparator();
    int[] order = header();
    // A row takes at least a byte for each value: no small text claims much memory.
    int most = reader.allowed(Math.min(lines(), (end - at) / order.length + 1));
    int[] lineOf = new int[1];
    var tensors = new RowTensors(columns, Math.max(1, most), memory, row -> "line " + lineOf[0]);
    int rows = 0;
    for (skipEmptyLines(); at < end; skipEmptyLines()) {
      reader.requireRoom(rows);
      tensors.reserve(rows);
      lineOf[0] = line;
      row(tensors, order, rows);
      rows++;
    }
    if (rows == 0) {
      throw InferenceException.invalid("there are no rows below the header");
    }
    return new RowsRequest(Optional.empty(), tensors.tensors(rows), rows);
  }

  private void row(RowTensors tensors, int[] order, int row)
      throws InferenceException, PreparationException {
    int begin = line;
    int found = 0;
    boolean more = true;
    while (more) {
      String value = value();
      if (found < order.length) {
        tensors.cell(order[found], row, value.isBlank() ? "" : value);
      }
      found++;
      more = another();
    }
    if (found != order.length) {
      throw InferenceException.invalid(
          "line %d has %d values; the header has %d columns".formatted(begin, found, order.length));
    }
  }

  private int[] header() throws InferenceException {
    int[] order = new int[columns.count()];
    boolean[] there = new boolean[order.length];
    int count = 0;
    boolean more = true;
    skipEmptyLines();
    while (more) {
      String name = value().strip();
      int column = columns.indexOf(name);
      if (column < 0) {
        throw reader.unknown("line 1", name);
      }
      if (there[column]) {
        throw RowsReader.twice("line 1", name);
      }
      there[column] = true;
      order[count++] = column;
      more = another();
    }
    if (count < order.length) {
      throw reader.missing("line 1", there);
    }
    return order;
  }

  private void skipByteOrderMark() {
    if (end >= 3 && (in[0] & 0xFF) == 0xEF && (in[1] & 0xFF) == 0xBB && (in[2] & 0xFF) == 0xBF) {
      at = 3;
    }
  }

  /// The most frequent one of the header, outside quotes.
  private void findSeparator() {
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    for (int i = at; i < end && (quoted || in[i] != '\n'); i++) {
      quoted ^= in[i] == '"';
      int candidate = quoted ? -1 : SEPARATORS.indexOf(in[i]);
      if (candidate >= 0) {
        counts[candidate]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    separator = SEPARATORS.charAt(best);
  }

  /// How many there are at most, but for empty ones.
  private int lines() {
    int lines = 0;
    boolean isEmpty = true;
    for (int i = at; i < end; i++) {
      boolean isEnd = in[i] == '\n' || in[i] == '\r';
      lines += isEmpty && !isEnd ? 1 : 0;
      isEmpty = isEnd;
    }
    return lines;
  }

  private void skipEmptyLines() {
    while (at < end && (in[at] == '\n' || in[at] == '\r')) {
      line += in[at] == '\n' ? 1 : 0;
      at++;
    }
  }

  /// After a value: true when another follows in the line.
  private boolean another() throws InferenceException {
    if (at == end) {
      return false;
    }
    int c = in[at];
    if (c == separator) {
      at++;
      return true;
    }
    if (c == '\r' && at + 1 < end && in[at + 1] == '\n') {
      at++;
      c = '\n';
    }
    if (c == '\n' || c == '\r') {
      at++;
      line++;
      return false;
    }
    throw InferenceException.invalid(
        "line %d: a quote is to be doubled inside of a value, and closes it otherwise"
            .formatted(line));
  }

  private String value() throws InferenceException {
    if (at < end && in[at] == '"') {
      return quoted();
    }
    int begin = at;
    while (at < end && in[at] != separator && in[at] != '\n' && in[at] != '\r') {
      if (in[at] == '"') {
        throw InferenceException.invalid(
            "line %d: a value with a quote in it is to be in quotes".formatted(line));
      }
      at++;
    }
    return text(in, begin, at - begin);
  }

  private String quoted() throws InferenceException {
    int opened = line;
    var value = new ByteArrayOutputStream();
    at++;
    while (at < end) {
      if (in[at] == '"') {
        at++;
        if (at == end || in[at] != '"') {
          return text(value.toByteArray(), 0, value.size());
        }
      }
      line += in[at] == '\n' ? 1 : 0;
      value.write(in[at++]);
    }
    throw InferenceException.invalid("line %d: a quote is not closed".formatted(opened));
  }

  private String text(byte[] bytes, int from, int length) throws InferenceException {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] < 0) {
        byte[] value = new byte[length];
        System.arraycopy(bytes, from, value, 0, length);
        return Utf8.text(value)
            .orElseThrow(() -> InferenceException.invalid("line " + line + " is not UTF-8"));
      }
    }
    return new String(bytes, from, length, StandardCharsets.US_ASCII);
  }
}
