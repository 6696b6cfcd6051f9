// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.token.TokenizerJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON text whole, as maps, lists, texts, numbers and truths.
final class JsonTree {

  private static final int MAX_DEPTH = 64;

  private final byte[] text;
  private final JsonScanner json;

  private JsonTree(byte[] text) {
    this.text = text;
    this.json = new JsonScanner(text, 0, text.length);
  }

  /// @throws InferenceException at what is no JSON
  static Object read(byte[] text) throws InferenceException {
    var tree = new JsonTree(text);
    Object value = tree.value(0);
    tree.json.expectEnd();
    return value;
  }

  private Object value(int depth) throws InferenceException {
    if (depth > MAX_DEPTH) {
      throw json.error("nested deeper than " + MAX_DEPTH);
    }
    return switch (json.peek()) {
      case '"' -> json.string();
      case '{' -> object(depth);
      case '[' -> list(depth);
      case 't', 'f' -> json.bool();
      case 'n' -> {
        boolean _ = json.nothing();
        yield TokenizerJson.NOTHING;
      }
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) throws InferenceException {
    Map<String, Object> entries = new LinkedHashMap<>();
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      String key = json.key();
      entries.put(key, value(depth + 1));
      more = json.another('}');
    }
    return entries;
  }

  private List<Object> list(int depth) throws InferenceException {
    List<Object> entries = new ArrayList<>();
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      entries.add(value(depth + 1));
      more = json.another(']');
    }
    return entries;
  }

  /// An Integer where it is written as one, else a Double.
  private Number number() throws InferenceException {
    int from = json.position();
    double value = json.number();
    for (int i = from; i < json.position(); i++) {
      if (text[i] == '.' || (text[i] | 0x20) == 'e') {
        return value;
      }
    }
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }
}
