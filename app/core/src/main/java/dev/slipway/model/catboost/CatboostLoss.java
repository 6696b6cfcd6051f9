// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// The answer function by the loss that a model was trained with, and the classes' names.
final class CatboostLoss {

  private final Map<String, String> info;
  private final int dimension;

  private CatboostLoss(Map<String, String> info, int dimension) {
    this.info = info;
    this.dimension = dimension;
  }

  /// The loss's name; empty where the file states none.
  static String name(Map<String, String> info) throws MalformedException {
    JsonNode loss = json(info, "params").path("loss_function");
    String stated = loss.path("type").asText(loss.isTextual() ? loss.asText() : "");
    String name = stated.isEmpty() ? info.getOrDefault("loss_function", "") : stated;
    return name.replaceFirst("[:{].*", "");
  }

  /// @param dimension scores of a row
  static Outcome of(Map<String, String> info, int dimension)
      throws MalformedException, NotConvertible {
    return new CatboostLoss(info, dimension).outcome();
  }

  private Outcome outcome() throws MalformedException, NotConvertible {
    String loss = name(info);
    return switch (loss) {
      case "Logloss", "CrossEntropy" -> {
        requireOne(loss);
        yield new Outcome.Classes(new Link.Sigmoid(1), labels(2), threshold());
      }
      case "MultiClass" -> classes(new Link.Softmax());
      case "MultiClassOneVsAll" -> classes(new Link.Sigmoid(1));
      case "MultiLogloss", "MultiCrossEntropy" -> new Outcome.Numbers(new Link.Sigmoid(1));
      case "Poisson", "Tweedie" -> new Outcome.Numbers(new Link.Exp());
      case "",
          "RMSE",
          "MAE",
          "MAPE",
          "Quantile",
          "MultiQuantile",
          "Expectile",
          "Lq",
          "Huber",
          "MultiRMSE",
          "MultiRMSEWithMissingValues",
          "Cox",
          "QueryRMSE",
          "PairLogit",
          "PairLogitPairwise",
          "YetiRank",
          "YetiRankPairwise",
          "QuerySoftMax",
          "LambdaMart",
          "StochasticRank",
          "StochasticFilter" ->
          new Outcome.Numbers(new Link.Identity());
      default ->
          throw new NotConvertible(
              "loss_function " + loss,
              "Slipway would not know what becomes of its scores. Train with a loss that"
                  + " docs/models.md names, or export it: model.save_model('model.onnx',"
                  + " format='onnx').");
    };
  }

  private Outcome classes(Link link) throws MalformedException {
    if (dimension < 2) {
      throw new MalformedException("classes with " + dimension + " score", false);
    }
    return new Outcome.Classes(link, labels(dimension));
  }

  private void requireOne(String loss) throws MalformedException {
    if (dimension != 1) {
      throw new MalformedException(loss + " with " + dimension + " scores", false);
    }
  }

  /// Least probability at which the second class wins. CatBoost's threshold itself does not reach
  /// it, so the next number above does; its own one half is left to the scores.
  private OptionalDouble threshold() throws MalformedException {
    String given = info.getOrDefault("binclass_probability_threshold", "");
    if (given.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double threshold = Double.parseDouble(given);
      if (threshold >= 0 && threshold <= 1) {
        return threshold == 0.5
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.nextUp(threshold));
      }
    } catch (NumberFormatException e) {
      throw new MalformedException("binclass_probability_threshold is " + given, false);
    }
    throw new MalformedException("binclass_probability_threshold is " + given, false);
  }

  private List<String> labels(int classes) throws MalformedException {
    JsonNode names = json(info, "class_params").path("class_names");
    if (names.isEmpty()) {
      names = json(info, "multiclass_params").path("class_names");
    }
    if (names.isEmpty()) {
      names = json(info, "params").path("data_processing_options").path("class_names");
    }
    if (names.isEmpty()) {
      return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
    List<String> labels = new ArrayList<>();
    for (JsonNode name : names) {
      boolean whole = name.isNumber() && name.asDouble() == name.asInt();
      labels.add(whole ? Integer.toString(name.asInt()) : name.asText());
    }
    if (labels.size() != classes || labels.stream().distinct().count() < classes) {
      throw new MalformedException(
          "it names %d classes, %s, for %d".formatted(labels.size(), labels, classes), false);
    }
    return labels;
  }

  private static JsonNode json(Map<String, String> info, String key) throws MalformedException {
    String text = info.getOrDefault(key, "");
    try {
      return Json.tree(text.isEmpty() ? "{}" : text);
    } catch (ProblemException e) {
      throw new MalformedException(key + " is no JSON: " + e.problem().why(), false);
    }
  }
}
