// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.drift.Bins;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.drift.DriftBaseline.Feature;
import dev.slipway.serving.predict.InferenceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a drift baseline.
///
/// ```json
/// {"features": [
///   {"name": "alcohol", "tensor": "input", "column": 10, "bounds": [9.5, 11.0], "expected": [0.3, 0.4, 0.3], "missing": 0.01},
///   {"name": "type", "tensor": "type", "categories": ["red", "white"], "expected": [0.25, 0.75, 0]}]}
/// ```
///
/// Numbers have one share more than bounds (what is above the last), categories one share more than
/// values (others). The share of rows without a value, `missing`, stands apart: it may be left out.
public final class DriftBaselineReader {

  private final JsonScanner json;

  private DriftBaselineReader(JsonScanner json) {
    this.json = json;
  }

  /// @throws InferenceException that names the file and what is wrong with it
  public static DriftBaseline read(Path file) throws InferenceException {
    return MountedJson.read(
        "drift baseline", file, json -> new DriftBaselineReader(json).baseline());
  }

  private DriftBaseline baseline() throws InferenceException {
    List<Feature> features = new ArrayList<>();
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      if (json.key().equals("features")) {
        features.addAll(features());
      } else {
        json.skip();
      }
      more = json.another('}');
    }
    json.expectEnd();
    return new DriftBaseline(features);
  }

  private List<Feature> features() throws InferenceException {
    List<Feature> features = new ArrayList<>();
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      features.add(feature());
      more = json.another(']');
    }
    return features;
  }

  private Feature feature() throws InferenceException {
    String name = "";
    String tensor = "";
    int column = 0;
    Bins bins = null;
    List<Double> expected = List.of();
    double missing = Double.NaN;
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      switch (json.key()) {
        case "name" -> name = json.string();
        case "tensor" -> tensor = json.string();
        case "column" -> column = (int) json.integer(0, Integer.MAX_VALUE);
        case "bounds" -> bins = new Bins.Numbers(numbers());
        case "categories" -> bins = new Bins.Categories(texts());
        case "expected" -> expected = numbers();
        case "missing" -> missing = json.number();
        default -> json.skip();
      }
      more = json.another('}');
    }
    return new Feature(name, tensor, column, present(bins, name), expected, missing);
  }

  private static Bins present(@Nullable Bins bins, String feature) throws InferenceException {
    if (bins == null) {
      throw InferenceException.invalid(
          "feature '" + feature + "' has neither bounds nor categories");
    }
    return bins;
  }

  private List<Double> numbers() throws InferenceException {
    List<Double> numbers = new ArrayList<>();
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      numbers.add(json.number());
      more = json.another(']');
    }
    return numbers;
  }

  private List<String> texts() throws InferenceException {
    List<String> texts = new ArrayList<>();
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      texts.add(json.string());
      more = json.another(']');
    }
    return texts;
  }
}
