// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// Writes embeddings in the form that clients of other services read:
///
/// ```json
/// {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.1, -0.2]}],
///  "model": "m", "usage": {"prompt_tokens": 7, "total_tokens": 7}}
/// ```
public final class EmbeddingsWriter {

  /// Characters of an FP32 with its comma.
  private static final int NUMBER = 16;

  /// Characters around a vector.
  private static final int AROUND = 64;

  private final String modelName;

  public EmbeddingsWriter(String modelName) {
    this.modelName = modelName;
  }

  /// How many characters the vectors take at most.
  ///
  /// @param width numbers of a vector
  public static long most(int vectors, long width) {
    return vectors * (AROUND + width * NUMBER);
  }

  /// One vector.
  ///
  /// @param index the text's place in the request
  /// @param packed whether it is written as Base64 of FP32, the first byte the lowest
  /// @throws InferenceException when a number is not finite, which JSON does not have
  public String item(int index, float[] vector, boolean packed) throws InferenceException {
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw InferenceException.invalid(
            "input[%d]: the model answers with no finite number".formatted(index));
      }
    }
    JsonWriter json = new JsonWriter().object();
    json.key("object").value("embedding").key("index").value((long) index).key("embedding");
    if (packed) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      json.value(Base64.getEncoder().encodeToString(bytes.array()));
    } else {
      json.array();
      for (float value : vector) {
        json.value(value);
      }
      json.endArray();
    }
    return json.endObject().toString();
  }

  /// @param items of [#item], in the order of the texts
  /// @param tokens that the model read
  /// @param notes what callers should know, such as that a text was cut; may be empty
  public String write(List<String> items, long tokens, List<String> notes) {
    JsonWriter json = new JsonWriter().object();
    json.key("object").value("list").key("data").array();
    items.forEach(json::written);
    json.endArray().key("model").value(modelName).key("usage").object();
    json.key("prompt_tokens").value(tokens).key("total_tokens").value(tokens).endObject();
    if (!notes.isEmpty()) {
      json.key("notes").value(notes);
    }
    return json.endObject().toString();
  }
}
