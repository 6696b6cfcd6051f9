// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.util.List;

/// The function from scores to answers.
public sealed interface Link {

  /// The answers to scores.
  default List<Double> of(List<Double> scores) {
    if (this instanceof Softmax) {
      double most = scores.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      double sum = scores.stream().mapToDouble(score -> Math.exp(score - most)).sum();
      return scores.stream().map(score -> Math.exp(score - most) / sum).toList();
    }
    return scores.stream().map(this::of).toList();
  }

  private double of(double score) {
    return switch (this) {
      case Identity ignored -> score;
      case Sigmoid(double slope) -> 1 / (1 + Math.exp(-slope * score));
      case Softmax ignored -> 1;
      case Exp ignored -> Math.exp(score);
      case LogOnePlusExp ignored -> Math.log1p(Math.exp(score));
      case SignedSquare ignored -> score * Math.abs(score);
      case Step ignored -> score > 0 ? 1 : 0;
    };
  }

  /// The scores are the answer.
  record Identity() implements Link {}

  /// 1 / (1 + exp(-slope · score)), each score for itself.
  record Sigmoid(double slope) implements Link {}

  /// exp(score) over the sum of them all.
  record Softmax() implements Link {}

  /// exp(score)
  record Exp() implements Link {}

  /// log(1 + exp(score))
  record LogOnePlusExp() implements Link {}

  /// score · |score|
  record SignedSquare() implements Link {}

  /// 1 above zero, else 0.
  record Step() implements Link {}
}
