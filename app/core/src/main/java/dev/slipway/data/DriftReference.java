// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.util.ArrayList;
import java.util.List;

/// The distributions of inputs and answers, in bins, at the time the model was accepted. The
/// serving runtime reads its text; keys that the runtime does not know are for the monitor.
///
/// @param source the file of the reference
/// @param sha256 of the reference
/// @param model hash of the model whose answers were counted
/// @param window rows of a window that the alarms are calibrated for
/// @param unwatched columns of which nothing is counted: each of their values comes in fewer than
///   [DriftCalibration#LEAST_ROWS] rows, and all together in one bin would never differ
public record DriftReference(
    String source,
    Sha256 sha256,
    Sha256 model,
    int window,
    List<Feature> features,
    List<String> unwatched) {

  public DriftReference {
    features = List.copyOf(features);
    unwatched = List.copyOf(unwatched);
  }

  /// Of all that was counted; what has no value often enough for a bin of its own is not watched.
  public static DriftReference of(
      String source, Sha256 sha256, Sha256 model, int window, List<Feature> counted) {
    return new DriftReference(
        source,
        sha256,
        model,
        window,
        counted.stream().filter(feature -> !feature.isBlind()).toList(),
        counted.stream().filter(Feature::isBlind).map(Feature::name).toList());
  }

  /// One column of a tensor.
  ///
  /// @param index its place within a row of the tensor
  /// @param bounds ascending upper bounds of numbers, one bin more above them; empty for categories
  /// @param categories values, one bin more for others; empty for numbers
  /// @param counts rows of the reference in each bin
  /// @param missing rows of the reference without a value
  public record Feature(
      String name,
      String tensor,
      int index,
      List<Double> bounds,
      List<String> categories,
      List<Long> counts,
      long missing,
      DriftCalibration.Alarm alarm) {

    public Feature {
      bounds = List.copyOf(bounds);
      categories = List.copyOf(categories);
      counts = List.copyOf(counts);
    }

    /// Whether all its values are in the bin of the others.
    boolean isBlind() {
      return counts.size() == 1 && bounds.isEmpty() && rows() > 0;
    }

    public long rows() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /// The largest share of windows that raise an alarm although nothing has changed.
  public double falseAlarmRate() {
    return features.stream().mapToDouble(f -> f.alarm().falseAlarms()).max().orElse(0);
  }

  /// Features with values of which no rate of false alarms can be promised.
  public List<String> withoutPromise() {
    return features.stream()
        .filter(feature -> feature.rows() > 0 && !feature.alarm().promised())
        .map(Feature::name)
        .toList();
  }

  public String text() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("reference", source);
    root.put("sha256", sha256.hex());
    root.put("model", model.hex());
    root.put("window", window);
    ArrayNode list = root.putArray("features");
    features.forEach(feature -> write(feature, list.addObject()));
    ArrayNode others = root.putArray("unwatched");
    unwatched.forEach(others::add);
    return Json.text(root);
  }

  private static void write(Feature feature, ObjectNode node) {
    node.put("name", feature.name());
    node.put("tensor", feature.tensor());
    node.put("column", feature.index());
    if (feature.categories().isEmpty()) {
      ArrayNode bounds = node.putArray("bounds");
      feature.bounds().forEach(bounds::add);
    } else {
      ArrayNode categories = node.putArray("categories");
      feature.categories().forEach(categories::add);
    }
    ArrayNode expected = node.putArray("expected");
    long rows = Math.max(1, feature.rows());
    feature.counts().forEach(count -> expected.add((double) count / rows));
    node.put("rows", feature.rows());
    // The runtime exports it beside the bins' shares.
    node.put(
        "missing", (double) feature.missing() / Math.max(1, feature.rows() + feature.missing()));
    node.put("missingRows", feature.missing());
    node.put("alert", feature.alarm().threshold());
    node.put("falseAlarms", feature.alarm().falseAlarms());
    node.put("falseTickets", feature.alarm().falseTickets());
    node.put("promised", feature.alarm().promised());
  }

  /// Reads what [#text()] writes.
  ///
  /// @param file its name, for messages
  public static DriftReference parse(String text, String file) throws ProblemException {
    JsonNode root = Json.tree(text);
    try {
      List<Feature> features = new ArrayList<>();
      for (JsonNode node : required(root, "features")) {
        features.add(feature(node));
      }
      List<String> unwatched = new ArrayList<>();
      root.path("unwatched").forEach(name -> unwatched.add(name.asText()));
      return new DriftReference(
          required(root, "reference").asText(),
          new Sha256(required(root, "sha256").asText()),
          new Sha256(required(root, "model").asText()),
          required(root, "window").asInt(),
          features,
          unwatched);
    } catch (IllegalArgumentException wrong) {
      throw new ProblemException(
          Problem.input(
              "drift.unreadable-baseline",
              file + " is not a drift baseline of this version",
              String.valueOf(wrong.getMessage()),
              "Write it again: slipway data --baseline"),
          wrong);
    }
  }

  private static Feature feature(JsonNode node) {
    long rows = required(node, "rows").asLong();
    List<Double> bounds = new ArrayList<>();
    node.path("bounds").forEach(bound -> bounds.add(bound.asDouble()));
    List<String> categories = new ArrayList<>();
    node.path("categories").forEach(category -> categories.add(category.asText()));
    List<Long> counts = new ArrayList<>();
    required(node, "expected").forEach(share -> counts.add(Math.round(share.asDouble() * rows)));
    if (counts.size() != Math.max(bounds.size(), categories.size()) + 1) {
      throw new IllegalArgumentException("A feature has one bin more than bounds or categories.");
    }
    return new Feature(
        required(node, "name").asText(),
        required(node, "tensor").asText(),
        required(node, "column").asInt(),
        bounds,
        categories,
        counts,
        required(node, "missingRows").asLong(),
        new DriftCalibration.Alarm(
            required(node, "alert").asDouble(),
            required(node, "falseAlarms").asDouble(),
            required(node, "falseTickets").asDouble(),
            required(node, "promised").asBoolean()));
  }

  private static JsonNode required(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException("It lacks '" + key + "'.");
    }
    return value;
  }
}
