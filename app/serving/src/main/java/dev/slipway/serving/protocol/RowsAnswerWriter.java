// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.AnswerColumns;
import dev.slipway.serving.preparation.AnswerColumns.Column;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Writes the answer to rows, as rows:
///
/// ```json
/// {"model_name": "m", "model_version": "1", "rows": [{"label": 1, "label.class": "oak"}]}
/// ```
public final class RowsAnswerWriter {

  /// Characters of a number, of the places in its name, and of that name where it is kept.
  private static final int VALUE = 96;

  /// Characters of a byte that JSON escapes.
  private static final int ESCAPED = 6;

  private final List<String> labels;
  private final String begin;
  private final NonFinite nonFinite;

  /// Of the last answer: nearly all are alike.
  private volatile Names usual;

  /// Names, each quoted and with its colon.
  private record Names(AnswerColumns columns, List<String> keys) {

    static Names of(List<String> labels, Map<String, Tensor> outputs, int rows) {
      AnswerColumns columns = AnswerColumns.of(labels, outputs, rows);
      return new Names(
          columns,
          columns.columns().stream()
              .map(column -> JsonWriter.quoted(column.name()) + ":")
              .toList());
    }
  }

  /// @param labels class names in the order of the scores; may be empty
  public RowsAnswerWriter(
      List<String> labels, String modelName, String modelVersion, NonFinite nonFinite) {
    this.labels = List.copyOf(labels);
    JsonWriter json = new JsonWriter().object();
    json.key("model_name").value(modelName).key("model_version").value(modelVersion);
    this.begin = json.toString();
    this.nonFinite = nonFinite;
    this.usual = Names.of(labels, Map.of(), 1);
  }

  /// @param outputs every output of the model, in its order
  /// @throws InferenceException when JSON cannot carry an output
  public String write(RowsRequest request, Map<String, Tensor> outputs, JsonWriter json)
      throws InferenceException {
    Answered answered = new Answered(names(outputs, request.rows()), outputs, "row %d"::formatted);
    json.resume(begin);
    request.id().ifPresent(id -> json.key("id").value(id));
    json.key("rows").array();
    int rows = answered.names().columns().rows(request.rows());
    for (int row = 0; row < rows; row++) {
      row(json, answered, row);
    }
    return json.endArray().endObject().toString();
  }

  /// How many characters rows take at most, with what is kept to write them: each number is called
  /// by its output's name and its places.
  public static long most(Map<String, Tensor> outputs) {
    long characters = 0;
    for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
      Tensor tensor = output.getValue();
      characters += (long) tensor.size() * (VALUE + output.getKey().length());
      for (byte[] text : tensor.elements()) {
        characters += ESCAPED * (long) text.length;
      }
    }
    return characters;
  }

  /// The rows of an answer, each an object of its own.
  ///
  /// @param asked rows of the request
  /// @param where a row's name in messages
  /// @throws InferenceException when JSON cannot carry an output
  public List<String> items(Map<String, Tensor> outputs, int asked, IntFunction<String> where)
      throws InferenceException {
    Answered answered = new Answered(names(outputs, asked), outputs, where);
    List<String> items = new ArrayList<>();
    for (int row = 0; row < answered.names().columns().rows(asked); row++) {
      var json = new JsonWriter();
      row(json, answered, row);
      items.add(json.toString());
    }
    return items;
  }

  private Names names(Map<String, Tensor> outputs, int asked) {
    Names names = usual;
    if (!names.columns().fit(outputs, asked)) {
      names = Names.of(labels, outputs, asked);
      usual = names;
    }
    return names;
  }

  /// An answer that is being written.
  @SuppressWarnings("ArrayRecordComponent") // of one answer, compared by nobody
  private record Answered(
      Names names, Tensor[] tensors, ByteBuffer[] data, IntFunction<String> where) {
    Answered(Names names, Map<String, Tensor> outputs, IntFunction<String> where) {
      this(
          names,
          outputs.values().toArray(new Tensor[0]),
          outputs.values().stream().map(Tensor::data).toArray(ByteBuffer[]::new),
          where);
    }
  }

  private void row(JsonWriter json, Answered answered, int row) throws InferenceException {
    json.object();
    int key = 0;
    for (Column column : answered.names().columns().columns()) {
      json.quotedKey(answered.names().keys().get(key++));
      value(json, answered, column, row);
    }
    json.endObject();
  }

  private void value(JsonWriter json, Answered answered, Column column, int row)
      throws InferenceException {
    AnswerColumns columns = answered.names().columns();
    Tensor tensor = answered.tensors()[column.output()];
    ByteBuffer data = answered.data()[column.output()];
    if (column.isClass()) {
      String name = columns.className(column, tensor, row).orElse(null);
      if (name == null) {
        json.nothing();
      } else {
        json.value(name);
      }
    } else if (!JsonElements.write(
        json, column.name(), tensor, data, columns.element(column, row))) {
      if (nonFinite == NonFinite.REJECT) {
        throw InferenceException.invalid(
            "%s: the model answers '%s' with no finite number: a value is missing that it needs, or is beyond what it can compute with"
                .formatted(answered.where().apply(row), column.name()));
      }
      json.nothing();
    }
  }
}
