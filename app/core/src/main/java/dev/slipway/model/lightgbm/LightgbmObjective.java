// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.lightgbm;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The answer function of the line `objective=`: a name, and words such as `sigmoid:1` after it.
final class LightgbmObjective {

  private LightgbmObjective() {}

  /// @param line as in the file; empty where the model was trained with an objective of one's own
  /// @param scores number of trees of one iteration
  static Outcome of(String line, int scores) throws MalformedException, NotConvertible {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    return switch (words.getFirst()) {
      case "", "none", "custom", "lambdarank", "rank_xendcg" -> numbers(new Link.Identity());
      case "regression", "regression_l1", "huber", "fair", "quantile", "mape" ->
          numbers(words.contains("sqrt") ? new Link.SignedSquare() : new Link.Identity());
      case "poisson", "gamma", "tweedie" -> numbers(new Link.Exp());
      case "cross_entropy" -> numbers(new Link.Sigmoid(1));
      case "cross_entropy_lambda" -> numbers(new Link.LogOnePlusExp());
      case "binary" -> {
        refuseOtherThan(scores == 1, line, scores);
        yield classes(new Link.Sigmoid(slope(words)), 2);
      }
      case "multiclass" -> {
        refuseOtherThan(scores > 1, line, scores);
        yield classes(new Link.Softmax(), scores);
      }
      case "multiclassova" -> {
        refuseOtherThan(scores > 1, line, scores);
        yield classes(new Link.Sigmoid(slope(words)), scores);
      }
      default ->
          throw new NotConvertible(
              "objective=" + line,
              "Slipway knows LightGBM's own objectives; of yours it would not know what becomes of"
                  + " the scores. Write the line objective= without a value to get the scores"
                  + " themselves.");
    };
  }

  private static void refuseOtherThan(boolean fits, String line, int scores)
      throws MalformedException {
    if (!fits) {
      throw new MalformedException(
          "objective=%s with %d trees an iteration".formatted(line, scores), false);
    }
  }

  private static double slope(List<String> words) throws MalformedException {
    for (String word : words) {
      if (word.startsWith("sigmoid:")) {
        try {
          double slope = Double.parseDouble(word.substring("sigmoid:".length()));
          if (slope > 0 && Double.isFinite(slope)) {
            return slope;
          }
        } catch (NumberFormatException e) {
          throw new MalformedException("objective has " + word, false);
        }
        throw new MalformedException("objective has " + word, false);
      }
    }
    return 1;
  }

  private static Outcome numbers(Link link) {
    return new Outcome.Numbers(link);
  }

  private static Outcome classes(Link link, int classes) {
    return new Outcome.Classes(
        link, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }
}
