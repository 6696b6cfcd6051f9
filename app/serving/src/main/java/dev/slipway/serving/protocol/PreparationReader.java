// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.ColumnRule;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.Embedding.Pooling;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.Preparation.Field;
import dev.slipway.serving.preparation.image.ImageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads how rows, texts and pictures become a model's inputs, and what its answers are called.
///
/// ```json
/// {"columns": [
///   {"name": "size", "tensor": "input", "index": 0, "least": 0, "most": 10},
///   {"name": "colour", "tensor": "colour", "index": 0, "required": true, "values": ["red", "blue"]}],
///  "labels": ["ash", "oak"]}
/// ```
///
/// Beside a column's place stands what the contract allows; all of it may be left out. A model of
/// texts has `texts` instead:
///
/// ```json
/// {"texts": {"tokenizer": "tokenizer.json",
///            "embedding": {"output": "last_hidden_state", "pooling": "mean", "normalise": true}}}
/// ```
///
/// and one of pictures `images`, each setting as `slipway.yaml` has it:
///
/// ```json
/// {"images": {"layout": "NCHW", "size": "224x224", "mean": "0.485,0.456,0.406", "std": "0.2"}}
/// ```
public final class PreparationReader {

  /// Columns of no model known are near as many.
  private static final int MOST_COLUMNS = 100_000;

  private final JsonScanner json;

  private PreparationReader(JsonScanner json) {
    this.json = json;
  }

  /// @throws InferenceException that names the file and what is wrong with it
  public static Preparation read(Path file) throws InferenceException {
    return MountedJson.read("preparation", file, json -> new PreparationReader(json).preparation());
  }

  private Preparation preparation() throws InferenceException {
    List<Field> fields = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    Optional<Preparation.Texts> texts = Optional.empty();
    Optional<ImageSettings> images = Optional.empty();
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      switch (json.key()) {
        case "columns" -> fields(fields);
        case "texts" -> texts = Optional.of(texts());
        case "images" -> images = Optional.of(images());
        case "labels" -> {
          json.expect('[');
          boolean another = !json.accept(']');
          while (another) {
            labels.add(json.string());
            another = json.another(']');
          }
        }
        default -> json.skip();
      }
      more = json.another('}');
    }
    json.expectEnd();
    return new Preparation(fields, labels, texts, images);
  }

  private ImageSettings images() throws InferenceException {
    SortedMap<String, String> stated = new TreeMap<>();
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      String key = json.key();
      if (stated.put(key, json.string()) != null) {
        throw json.error("'" + key + "' is there twice");
      }
      more = json.another('}');
    }
    return new ImageSettings(stated);
  }

  private Preparation.Texts texts() throws InferenceException {
    String tokenizer = "";
    Optional<Embedding> embedding = Optional.empty();
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      switch (json.key()) {
        case "tokenizer" -> tokenizer = json.string();
        case "embedding" -> embedding = Optional.of(embedding());
        default -> json.skip();
      }
      more = json.another('}');
    }
    if (!tokenizer.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw json.error("'tokenizer' must be the name of a file beside this one");
    }
    return new Preparation.Texts(tokenizer, embedding);
  }

  private Embedding embedding() throws InferenceException {
    String output = "";
    Pooling pooling = Pooling.NONE;
    boolean normalise = false;
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      switch (json.key()) {
        case "output" -> output = json.string();
        case "pooling" ->
            pooling =
                Pooling.named(json.string())
                    .orElseThrow(() -> json.error("'pooling' must be none, mean or cls"));
        case "normalise" -> normalise = json.bool();
        default -> json.skip();
      }
      more = json.another('}');
    }
    return new Embedding(output, pooling, normalise);
  }

  private void fields(List<Field> fields) throws InferenceException {
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      if (fields.size() == MOST_COLUMNS) {
        throw json.error("more than " + MOST_COLUMNS + " columns");
      }
      fields.add(field());
      more = json.another(']');
    }
  }

  private Field field() throws InferenceException {
    String name = "";
    String tensor = "";
    int index = -1;
    boolean required = false;
    Set<String> texts = new HashSet<>();
    Set<Double> numbers = new HashSet<>();
    double least = Double.NEGATIVE_INFINITY;
    double most = Double.POSITIVE_INFINITY;
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      switch (json.key()) {
        case "name" -> name = json.string();
        case "tensor" -> tensor = json.string();
        case "index" -> index = (int) json.integer(0, MOST_COLUMNS);
        case "required" -> required = json.bool();
        case "values" -> values(texts, numbers);
        case "least" -> least = json.number();
        case "most" -> most = json.number();
        default -> json.skip();
      }
      more = json.another('}');
    }
    if (name.isEmpty() || index < 0) {
      throw json.error("a column has no name or no index");
    }
    if (least > most) {
      throw json.error("nothing lies between the bounds of '" + name + "'");
    }
    return new Field(name, tensor, index, new ColumnRule(required, texts, numbers, least, most));
  }

  private void values(Set<String> texts, Set<Double> numbers) throws InferenceException {
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      switch (json.peek()) {
        case '"' -> texts.add(json.string());
        case 't', 'f' -> numbers.add(json.bool() ? 1.0 : 0.0);
        default -> numbers.add(json.number() + 0.0);
      }
      more = json.another(']');
    }
  }
}
