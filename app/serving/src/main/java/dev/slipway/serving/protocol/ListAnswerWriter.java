// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.util.List;
import java.util.Optional;

/// Writes the answer to texts or pictures, an object each with what the model's answers are called:
///
/// ```json
/// {"model_name": "m", "model_version": "1", "texts": [{"label": 1, "label.class": "good"}]}
/// ```
public final class ListAnswerWriter {

  private final String list;
  private final String begin;

  /// @param list what it is called in the answer
  public ListAnswerWriter(String list, String modelName, String modelVersion) {
    this.list = list;
    JsonWriter json = new JsonWriter().object();
    json.key("model_name").value(modelName).key("model_version").value(modelVersion);
    this.begin = json.toString();
  }

  /// @param asked the request's id
  /// @param items a JSON object for each text
  /// @param notes what callers should know, such as that a text was cut; may be empty
  public String write(Optional<String> asked, List<String> items, List<String> notes) {
    var json = new JsonWriter();
    json.resume(begin);
    asked.ifPresent(id -> json.key("id").value(id));
    json.key(list).array();
    items.forEach(json::written);
    json.endArray();
    if (!notes.isEmpty()) {
      json.key("notes").value(notes);
    }
    return json.endObject().toString();
  }
}
