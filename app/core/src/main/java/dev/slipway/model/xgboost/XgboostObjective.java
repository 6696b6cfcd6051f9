// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Outcome;
import java.util.List;
import java.util.stream.IntStream;

/// What an objective makes of the scores, and of the base score, which files give as an answer.
///
/// @param inverse what turns the base score back into a score
record XgboostObjective(Outcome outcome, Inverse inverse) {

  enum Inverse {
    SAME,
    LOGIT,
    LOG;

    double of(double base) {
      return switch (this) {
        case SAME -> base;
        case LOGIT -> -Math.log(1 / base - 1);
        case LOG -> Math.log(base);
      };
    }
  }

  /// @param groups number of scores
  static XgboostObjective of(String name, int groups) throws NotConvertible {
    return switch (name) {
      case "binary:logistic" ->
          groups == 1
              ? classes(new Link.Sigmoid(1), 2, Inverse.LOGIT)
              : numbers(new Link.Sigmoid(1), Inverse.LOGIT);
      case "reg:logistic" -> numbers(new Link.Sigmoid(1), Inverse.LOGIT);
      // Checked against 3.0 and 3.4: the base score is a score here, not a probability
      case "binary:logitraw" -> numbers(new Link.Identity(), Inverse.SAME);
      case "binary:hinge" ->
          groups == 1
              ? classes(new Link.Step(), 2, Inverse.SAME)
              : numbers(new Link.Step(), Inverse.SAME);
      case "multi:softprob", "multi:softmax" -> {
        if (groups < 2) {
          throw refused("objective " + name + " with one class");
        }
        yield classes(new Link.Softmax(), groups, Inverse.SAME);
      }
      case "reg:squarederror",
          "reg:linear",
          "reg:squaredlogerror",
          "reg:pseudohubererror",
          "reg:absoluteerror",
          "reg:quantileerror",
          "reg:expectileerror",
          "rank:pairwise",
          "rank:ndcg",
          "rank:map" ->
          numbers(new Link.Identity(), Inverse.SAME);
      case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft" ->
          numbers(new Link.Exp(), Inverse.LOG);
      default -> throw refused("objective " + name);
    };
  }

  private static NotConvertible refused(String feature) {
    return new NotConvertible(
        feature,
        "Slipway knows XGBoost's own objectives. For one of yours: set it to the built-in one whose"
            + " answer is meant, such as booster.set_param('objective', 'reg:squarederror'), and"
            + " save the model again.");
  }

  private static XgboostObjective numbers(Link link, Inverse inverse) {
    return new XgboostObjective(new Outcome.Numbers(link), inverse);
  }

  private static XgboostObjective classes(Link link, int classes, Inverse inverse) {
    List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new XgboostObjective(new Outcome.Classes(link, labels), inverse);
  }
}
