// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.util.List;

/// Writes the answer to texts, an object each with what the model's answers are called:
///
/// ```json
/// {"model_name": "m", "model_version": "1", "texts": [{"label": 1, "label.class": "good"}]}
/// ```
public final class TextsAnswerWriter {

  private final String begin;

  public TextsAnswerWriter(String modelName, String modelVersion) {
    JsonWriter json = new JsonWriter().object();
    json.key("model_name").value(modelName).key("model_version").value(modelVersion);
    this.begin = json.toString();
  }

  /// @param items a JSON object for each text
  /// @param notes what callers should know, such as that a text was cut; may be empty
  public String write(TextsRequest request, List<String> items, List<String> notes) {
    var json = new JsonWriter();
    json.resume(begin);
    request.id().ifPresent(id -> json.key("id").value(id));
    json.key("texts").array();
    items.forEach(json::written);
    json.endArray();
    if (!notes.isEmpty()) {
      json.key("notes").value(notes);
    }
    return json.endObject().toString();
  }
}
