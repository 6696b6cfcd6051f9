// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.AnswerColumns;
import dev.slipway.serving.preparation.AnswerColumns.Column;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// Writes the answer to rows, as rows:
///
/// ```json
/// {"model_name": "m", "model_version": "1", "rows": [{"label": 1, "label.class": "oak"}]}
/// ```
public final class RowsAnswerWriter {

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
    Names names = usual;
    if (!names.columns().fit(outputs, request.rows())) {
      names = Names.of(labels, outputs, request.rows());
      usual = names;
    }
    Tensor[] tensors = outputs.values().toArray(new Tensor[0]);
    ByteBuffer[] data = new ByteBuffer[tensors.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = tensors[i].data();
    }
    json.resume(begin);
    request.id().ifPresent(id -> json.key("id").value(id));
    json.key("rows").array();
    int rows = names.columns().rows(request.rows());
    for (int row = 0; row < rows; row++) {
      json.object();
      int key = 0;
      for (Column column : names.columns().columns()) {
        json.quotedKey(names.keys().get(key++));
        value(json, names.columns(), column, tensors[column.output()], data[column.output()], row);
      }
      json.endObject();
    }
    return json.endArray().endObject().toString();
  }

  private void value(
      JsonWriter json,
      AnswerColumns columns,
      Column column,
      Tensor tensor,
      ByteBuffer data,
      int row)
      throws InferenceException {
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
            "row %d: the model answers '%s' with no finite number: a value is missing that it needs, or is beyond what it can compute with"
                .formatted(row, column.name()));
      }
      json.nothing();
    }
  }
}
