// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads texts that a model is asked about:
///
/// ```json
/// {"text": "How deep is the sea?"}
/// {"texts": ["How deep is the sea?", "Was the bill paid?"]}
/// ```
///
/// and, where embeddings are asked for, what clients of other services send:
///
/// ```json
/// {"model": "m", "input": ["How deep is the sea?"], "encoding_format": "base64"}
/// ```
public final class TextsReader {

  /// @param texts most of one request
  /// @param characters most of one text, in units of UTF-16
  public record Limits(int texts, int characters) {}

  private final Limits limits;
  private final String model;

  /// @param model the name that callers may give it
  public TextsReader(Limits limits, String model) {
    this.limits = limits;
    this.model = model;
  }

  /// @throws InferenceException that blames the caller, saying what must change and where
  public TextsRequest texts(byte[] body, int length) throws InferenceException {
    var json = new JsonScanner(body, 0, length);
    Optional<String> id = Optional.empty();
    List<String> texts = new ArrayList<>();
    boolean known = false;
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      String key = json.key();
      switch (key) {
        case "id" -> id = Optional.of(json.string());
        case "text", "texts" -> {
          requireFirst(known, "'text' or 'texts'");
          read(json, key, key.equals("texts"), texts);
          known = true;
        }
        default ->
            throw InferenceException.invalid(
                "only 'text' or 'texts' and 'id' are taken here; tensors go to"
                    + " /v2/models/NAME/infer");
      }
      more = json.another('}');
    }
    json.expectEnd();
    return request(id, texts, false);
  }

  /// @throws InferenceException that blames the caller, saying what must change and where
  public TextsRequest embeddings(byte[] body, int length) throws InferenceException {
    var json = new JsonScanner(body, 0, length);
    List<String> texts = new ArrayList<>();
    boolean known = false;
    boolean packed = false;
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      String key = json.key();
      switch (key) {
        case "input" -> {
          requireFirst(known, "'input'");
          read(json, key, json.peek() == '[', texts);
          known = true;
        }
        case "model" -> requireModel(json.string());
        case "encoding_format" -> packed = packed(json.string());
        case "user" -> json.skip();
        default ->
            throw InferenceException.invalid(
                "only 'input', 'model', 'encoding_format' and 'user' are taken here");
      }
      more = json.another('}');
    }
    json.expectEnd();
    return request(Optional.empty(), texts, packed);
  }

  private static void requireFirst(boolean known, String what) throws InferenceException {
    if (known) {
      throw InferenceException.invalid(what + " is there twice");
    }
  }

  private void requireModel(String named) throws InferenceException {
    if (!named.equals(model)) {
      throw new InferenceException(Kind.NOT_FOUND, "this server has the model '" + model + "'");
    }
  }

  private static boolean packed(String format) throws InferenceException {
    return switch (format) {
      case "float" -> false;
      case "base64" -> true;
      default -> throw InferenceException.invalid("'encoding_format' must be float or base64");
    };
  }

  private void read(JsonScanner json, String key, boolean several, List<String> texts)
      throws InferenceException {
    if (!several) {
      texts.add(text(json, "'" + key + "'"));
      return;
    }
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      if (texts.size() == limits.texts()) {
        throw new InferenceException(
            Kind.TOO_LARGE, "a request may have %d texts at most".formatted(limits.texts()));
      }
      texts.add(text(json, key + "[" + texts.size() + "]"));
      more = json.another(']');
    }
  }

  private String text(JsonScanner json, String where) throws InferenceException {
    int next = json.peek();
    if (next != '"' && next != 0) {
      throw InferenceException.invalid(where + " must be a text");
    }
    String text = json.string();
    if (text.length() > limits.characters()) {
      throw new InferenceException(
          Kind.TOO_LARGE,
          "%s has %d characters; a text may have %d at most"
              .formatted(where, text.length(), limits.characters()));
    }
    return text;
  }

  private static TextsRequest request(Optional<String> id, List<String> texts, boolean packed)
      throws InferenceException {
    if (texts.isEmpty()) {
      throw InferenceException.invalid("there are no texts");
    }
    return new TextsRequest(id, texts, packed);
  }
}
