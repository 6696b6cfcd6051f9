// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.pickle.Value.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Looks through a fitted model for what it knows of the columns that it was fitted on. Only what
/// stands right behind a column counts: behind a scaler numbers mean something else.
final class Domains {

  /// Attributes with a number, or rows of numbers, for each column.
  private static final List<String> SEEN =
      List.of(
          "mean_",
          "center_",
          "data_min_",
          "data_max_",
          "statistics_",
          "theta_",
          "cluster_centers_",
          "quantiles_",
          "_fit_X",
          "support_vectors_",
          "centroids_",
          "means_");

  /// What leaves the numbers of a column as they were.
  private static final Set<String> LEAVES = Set.of("SimpleImputer", "KNNImputer");

  private static final Set<String> TAKES_GAPS =
      Set.of(
          "SimpleImputer",
          "KNNImputer",
          "MissingIndicator",
          "HistGradientBoostingClassifier",
          "HistGradientBoostingRegressor",
          "XGBClassifier",
          "XGBRegressor",
          "LGBMClassifier",
          "LGBMRegressor");

  private static final int MOST_ROWS = 60;
  private static final int MOST_PARTS = 20_000;

  /// Estimators within one another: a file may hold one that is within itself.
  private static final int DEEPEST = 50;

  private int parts;
  private int depth;

  private Domains() {}

  /// One for each column.
  static List<Domain> of(Instance fitted, int width) {
    var domains = IntStream.range(0, width).mapToObj(i -> new Domain()).toList();
    new Domains().walk(fitted, domains);
    return domains;
  }

  /// @param columns that the object was fitted on
  private void walk(Instance fitted, List<Domain> columns) {
    if (++parts > MOST_PARTS || depth == DEEPEST) {
      return;
    }
    depth++;
    switch (fitted.type().name()) {
      case "Pipeline" -> pipeline(fitted, columns);
      case "ColumnTransformer" -> columns(fitted, columns);
      case "FeatureUnion" -> steps(fitted, "transformer_list").forEach(step -> walk(step, columns));
      default -> {
        if (TAKES_GAPS.contains(fitted.type().name())) {
          columns.forEach(Domain::lacks);
        }
        own(fitted, columns);
        within(fitted, columns);
      }
    }
    depth--;
  }

  private void pipeline(Instance fitted, List<Domain> columns) {
    for (Instance step : steps(fitted, "steps")) {
      walk(step, columns);
      if (!LEAVES.contains(step.type().name())) {
        return;
      }
    }
  }

  private void columns(Instance fitted, List<Domain> columns) {
    Optional<Value> indices = fitted.find("_transformer_to_input_indices");
    if (indices.isEmpty() || !(indices.get() instanceof Value.Entries entries)) {
      return;
    }
    for (Value value : items(fitted.find("transformers_"))) {
      List<Value> parts = Instance.items(value).orElse(List.of());
      if (parts.size() < 2 || !(parts.getFirst() instanceof Value.Text(String name))) {
        continue;
      }
      List<Domain> own = new ArrayList<>();
      for (Value index : items(entries.get(name))) {
        int column = Instance.number(index).orElse(-1.0).intValue();
        if (column >= 0 && column < columns.size()) {
          own.add(columns.get(column));
        }
      }
      fitted.within(name, parts.get(1)).ifPresent(part -> walk(part, own));
    }
  }

  private static List<Instance> steps(Instance fitted, String attribute) {
    return items(fitted.find(attribute)).stream()
        .map(step -> Instance.items(step).orElse(List.of()))
        .filter(pair -> pair.size() > 1)
        .flatMap(pair -> fitted.within(attribute, pair.get(1)).stream())
        .toList();
  }

  private static List<Value> items(Optional<Value> value) {
    return value.flatMap(Instance::items).orElse(List.of());
  }

  /// Estimators within that see the same columns.
  private void within(Instance fitted, List<Domain> columns) {
    for (Value.Entry attribute : fitted.attributes().entries()) {
      List<Value> values =
          attribute.value() instanceof Value.Items items
              ? items.values()
              : attribute.value() instanceof NdArray array
                      && array.cells() instanceof Value.Objects(List<Value> objects)
                  ? objects
                  : List.of(attribute.value());
      for (Value value : values) {
        Value one =
            value instanceof Value.Items inner && inner.values().size() == 1
                ? inner.values().getFirst()
                : value;
        fitted
            .within("", one)
            .filter(part -> sees(part, columns.size()))
            .ifPresent(part -> walk(part, columns));
      }
    }
  }

  private static boolean sees(Instance part, int width) {
    return part.type().name().equals("Pipeline")
        || part.type().name().equals("Tree")
        || part.type().name().equals("TreePredictor")
        || part.find("n_features_in_")
            .or(() -> part.find("n_features"))
            .flatMap(Instance::number)
            .map(number -> number.intValue() == width)
            .orElse(part.has("estimator") || part.has("base_estimator"));
  }

  private static void own(Instance fitted, List<Domain> columns) {
    for (String attribute : SEEN) {
      fitted.find(attribute).ifPresent(value -> numbers(value, columns));
    }
    spread(fitted, columns);
    List<Value> categories = items(fitted.find("categories_"));
    for (int i = 0; i < categories.size() && i < columns.size(); i++) {
      values(categories.get(i), columns.get(i));
    }
    List<Value> edges = items(fitted.find("bin_edges_"));
    for (int i = 0; i < edges.size() && i < columns.size(); i++) {
      Domain column = columns.get(i);
      items(Optional.of(edges.get(i)))
          .forEach(edge -> Instance.number(edge).ifPresent(column::around));
    }
    if (columns.size() == 1 && fitted.type().name().equals("HashingVectorizer")) {
      // It takes any words, and knows none
      MadeUpWords.ALL.forEach(columns.getFirst()::word);
    }
    vocabulary(fitted, columns);
    nodes(fitted, "threshold", "feature", columns);
    nodes(fitted, "num_threshold", "feature_idx", columns);
  }

  /// A number for each column, or rows of them.
  private static void numbers(Value value, List<Domain> columns) {
    if (!(value instanceof NdArray array) || array.shape().isEmpty()) {
      return;
    }
    boolean fits = array.shape().getLast() == columns.size();
    if (fits && array.cells() instanceof Value.Numbers numbers) {
      int rows = Math.min(MOST_ROWS, numbers.size() / columns.size());
      for (int i = 0; i < rows * columns.size(); i++) {
        columns.get(i % columns.size()).add(numbers.at(i));
      }
    }
  }

  /// One spread below the middle, and one above.
  private static void spread(Instance fitted, List<Domain> columns) {
    Optional<Value> middle = fitted.find("mean_").or(() -> fitted.find("center_"));
    Optional<Value> scale = fitted.find("scale_");
    if (middle.isPresent()
        && scale.isPresent()
        && middle.get() instanceof NdArray(_, _, Value.Numbers middles)
        && scale.get() instanceof NdArray(_, _, Value.Numbers scales)
        && middles.size() == columns.size()
        && scales.size() == columns.size()) {
      for (int i = 0; i < columns.size(); i++) {
        for (double spreads : new double[] {-3, -1, 1, 3}) {
          columns.get(i).add(middles.at(i) + spreads * scales.at(i));
        }
      }
    }
  }

  private static void values(Value categories, Domain column) {
    for (Value category : items(Optional.of(categories))) {
      if (category instanceof Value.Text(String text)) {
        column.category(text);
      } else {
        Instance.number(category)
            .ifPresent(number -> {
              if (Double.isNaN(number)) {
                column.lacks();
              }
              column.add(number, number + 0.5);
            });
      }
    }
  }

  private static void vocabulary(Instance fitted, List<Domain> columns) {
    if (columns.size() == 1
        && fitted.find("vocabulary_").orElse(Value.Nothing.NONE)
            instanceof Value.Entries vocabulary) {
      for (Value.Entry entry : vocabulary.entries()) {
        if (entry.key() instanceof Value.Text(String word)) {
          columns.getFirst().word(word);
        }
      }
    }
  }

  /// Thresholds of a tree.
  private static void nodes(
      Instance fitted, String threshold, String feature, List<Domain> columns) {
    if (fitted.find("nodes").orElse(Value.Nothing.NONE)
            instanceof NdArray(_, _, Value.Records(Map<String, NdArray> fields))
        && fields.get(threshold) instanceof NdArray(_, _, Value.Numbers thresholds)
        && fields.get(feature) instanceof NdArray(_, _, Value.Numbers features)) {
      for (int i = 0; i < features.size(); i++) {
        int column = (int) features.at(i);
        // Of leaves it is negative, or has no meaning
        if (column >= 0 && column < columns.size()) {
          columns.get(column).around(thresholds.at(i));
        }
      }
    }
  }
}
