// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.base.Json;
import dev.slipway.model.catboost.Contents.Forest;
import dev.slipway.model.catboost.Contents.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Writes contents as CatBoost's JSON form, which CatBoost itself reads.
final class JsonWriter {

  private static final List<String> MISSING = List.of("AsIs", "AsFalse", "AsTrue");

  private JsonWriter() {}

  static String write(Contents contents) {
    Map<String, Object> features = new TreeMap<>();
    features.put(
        "float_features",
        contents.quantities().stream()
            .map(quantity -> {
              Map<String, Object> feature = feature(quantity.place());
              List<Float> borders = new ArrayList<>();
              for (float border : quantity.borders()) {
                borders.add(border);
              }
              feature.put("borders", borders);
              feature.put("has_nans", quantity.hasMissing());
              feature.put(
                  "nan_value_treatment",
                  MISSING.get(Contents.Missing.NUMBERED.indexOf(quantity.missing())));
              return feature;
            })
            .toList());
    if (!contents.categories().isEmpty()) {
      features.put("categorical_features", categories(contents));
    }
    if (!contents.texts().isEmpty()) {
      features.put(
          "cat_features_hash",
          contents.texts().entrySet().stream()
              .map(text -> Map.of("hash", text.getKey() & 0xffffffffL, "value", text.getValue()))
              .toList());
    }
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("features_info", features);
    model.put("model_info", contents.info());
    Forest forest = contents.forest();
    model.put(forest.symmetric() ? "oblivious_trees" : "trees", trees(forest));
    model.put("scale_and_bias", List.of(contents.scaling().scale(), contents.scaling().bias()));
    return Json.text(model);
  }

  private static Map<String, Object> feature(Place place) {
    Map<String, Object> feature = new TreeMap<>();
    feature.put("feature_index", place.index());
    feature.put("flat_feature_index", place.flat());
    feature.put("feature_id", place.given().orElse(""));
    return feature;
  }

  private static List<Map<String, Object>> categories(Contents contents) {
    return contents.categories().stream()
        .map(category -> {
          Map<String, Object> feature = feature(category.place());
          contents.oneHots().stream()
              .filter(oneHot -> oneHot.category() == category.place().index())
              .forEach(oneHot -> {
                feature.put("values", oneHot.hashes());
                feature.put("string_values", oneHot.texts());
              });
          return feature;
        })
        .toList();
  }

  private static List<Object> trees(Forest forest) {
    List<Object> trees = new ArrayList<>();
    int values = 0;
    for (int tree = 0; tree < forest.sizes().length; tree++) {
      int start = forest.starts()[tree];
      if (!forest.symmetric()) {
        trees.add(node(forest, start));
        continue;
      }
      int count = forest.dimension() << forest.sizes()[tree];
      List<Map<String, Integer>> splits =
          IntStream.range(start, start + forest.sizes()[tree])
              .mapToObj(i -> Map.of("split_index", forest.splits()[i]))
              .toList();
      double[] leaves = Arrays.copyOfRange(forest.values(), values, values + count);
      trees.add(Map.of("splits", splits, "leaf_values", leaves));
      values += count;
    }
    return trees;
  }

  private static Object node(Forest forest, int at) {
    if (forest.left()[at] == 0 && forest.right()[at] == 0) {
      int first = forest.leaf()[at];
      double[] value = Arrays.copyOfRange(forest.values(), first, first + forest.dimension());
      return Map.of("value", value.length == 1 ? value[0] : value);
    }
    return Map.of(
        "split",
        Map.of("split_index", forest.splits()[at]),
        "left",
        node(forest, at + forest.left()[at]),
        "right",
        node(forest, at + forest.right()[at]));
  }
}
