// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.model.MalformedException;
import dev.slipway.model.catboost.Contents.Category;
import dev.slipway.model.catboost.Contents.Missing;
import dev.slipway.model.catboost.Contents.OneHot;
import dev.slipway.model.catboost.Contents.Place;
import dev.slipway.model.catboost.Contents.Quantity;
import dev.slipway.model.catboost.Contents.Scaling;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what CatBoost writes as JSON.
final class JsonReader {

  /// Nesting that a file may have: a tree has one level of it for each of its own, and CatBoost's
  /// have 16.
  private static final int DEEPEST = 200;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode root;
  private final JsonNode features;

  private JsonReader(JsonNode root) {
    this.root = root;
    this.features = root.path("features_info");
  }

  static Contents read(Path file) throws IOException, MalformedException {
    try (var in = Files.newInputStream(file)) {
      return new JsonReader(MAPPER.readTree(in)).contents();
    } catch (JsonProcessingException e) {
      boolean cutOff = e instanceof com.fasterxml.jackson.core.io.JsonEOFException;
      throw new MalformedException(e.getOriginalMessage(), cutOff);
    } catch (CharConversionException e) {
      throw new MalformedException("it holds bytes that are no text", false);
    }
  }

  private Contents contents() throws MalformedException {
    List<Category> categories = new ArrayList<>();
    List<OneHot> oneHots = new ArrayList<>();
    for (JsonNode feature : features.path("categorical_features")) {
      Place place = place(feature);
      categories.add(new Category(place));
      if (feature.has("values")) {
        oneHots.add(
            new OneHot(
                place.index(),
                integers(feature.path("values")),
                texts(feature.path("string_values"))));
      }
    }
    return new Contents(
        "JSON",
        info(),
        quantities(),
        categories,
        oneHots,
        obstacles(categories),
        hashes(),
        new JsonForest(root).forest(),
        scaling());
  }

  private Map<String, String> info() {
    Map<String, String> info = new TreeMap<>();
    root.path("model_info")
        .properties()
        .forEach(entry ->
            info.put(
                entry.getKey(),
                entry.getValue().isTextual()
                    ? entry.getValue().asText()
                    : entry.getValue().toString()));
    return info;
  }

  private List<Quantity> quantities() throws MalformedException {
    List<Quantity> quantities = new ArrayList<>();
    for (JsonNode feature : features.path("float_features")) {
      JsonNode borders = feature.path("borders");
      float[] values = new float[borders.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) number(borders.get(i), "a border");
      }
      Missing missing =
          switch (feature.path("nan_value_treatment").asText("AsIs")) {
            case "AsIs" -> Missing.AS_IS;
            case "AsFalse" -> Missing.AS_FALSE;
            case "AsTrue" -> Missing.AS_TRUE;
            default ->
                throw new MalformedException(
                    "nan_value_treatment " + feature.path("nan_value_treatment"), false);
          };
      quantities.add(
          new Quantity(place(feature), values, feature.path("has_nans").asBoolean(false), missing));
    }
    return quantities;
  }

  private static Place place(JsonNode feature) throws MalformedException {
    String name = feature.path("feature_name").asText(feature.path("feature_id").asText(""));
    return new Place(
        integer(feature.path("feature_index")),
        integer(feature.path("flat_feature_index")),
        Optional.of(name));
  }

  private List<String> obstacles(List<Category> categories) throws MalformedException {
    List<String> obstacles = new ArrayList<>();
    for (JsonNode ctr : features.path("ctrs")) {
      List<Integer> of = new ArrayList<>();
      for (JsonNode element : ctr.path("elements")) {
        if (element.has("cat_feature_index")) {
          of.add(integer(element.path("cat_feature_index")));
        }
      }
      int[] indexes = of.stream().mapToInt(Integer::intValue).toArray();
      obstacles.add(
          "a statistic of the target (CTR) of " + CatboostFeatures.names(categories, indexes));
    }
    for (String kind : List.of("text_features", "embedding_features")) {
      for (JsonNode feature : features.path(kind)) {
        obstacles.add(
            "what is computed of %s %s".formatted(kind.replace('_', ' '), place(feature).name()));
      }
    }
    return obstacles;
  }

  private Map<Integer, String> hashes() {
    Map<Integer, String> hashes = new HashMap<>();
    for (JsonNode entry : features.path("cat_features_hash")) {
      hashes.put((int) entry.path("hash").asLong(), entry.path("value").asText());
    }
    return hashes;
  }

  private Scaling scaling() throws MalformedException {
    JsonNode given = root.path("scale_and_bias");
    if (given.isMissingNode()) {
      return new Scaling(1, new double[] {0});
    }
    JsonNode bias = given.path(1);
    double[] values = new double[bias.isArray() ? bias.size() : 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(bias.isArray() ? bias.get(i) : bias, "a bias");
    }
    return new Scaling(number(given.path(0), "the scale"), values);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static int[] integers(JsonNode array) throws MalformedException {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(array.get(i));
    }
    return values;
  }

  /// A whole number of 32 bits, with a sign or without.
  static int integer(JsonNode node) throws MalformedException {
    if (!node.canConvertToLong() || !node.isIntegralNumber()) {
      throw new MalformedException("a whole number is " + shown(node), false);
    }
    long value = node.asLong();
    if (value < Integer.MIN_VALUE || value > 0xffffffffL) {
      throw new MalformedException("a whole number is " + value, false);
    }
    return (int) value;
  }

  static double number(JsonNode node, String what) throws MalformedException {
    if (!node.isNumber()) {
      throw new MalformedException(what + " is " + shown(node), false);
    }
    return node.asDouble();
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
