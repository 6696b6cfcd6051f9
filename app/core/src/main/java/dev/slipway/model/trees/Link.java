// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.util.List;
import java.util.stream.IntStream;

/// The function from scores to answers.
public sealed interface Link {

  /// The answers to scores.
  default List<Double> of(List<Double> scores) {
    if (this instanceof Softmax) {
      double most = scores.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      double sum = scores.stream().mapToDouble(score -> Math.exp(score - most)).sum();
      return scores.stream().map(score -> Math.exp(score - most) / sum).toList();
    }
    if (this instanceof Share) {
      double sum = scores.stream().mapToDouble(Double::doubleValue).sum();
      return sum > 0 ? scores.stream().map(score -> score / sum).toList() : scores;
    }
    if (this instanceof Affine(List<Double> scale, List<Double> shift)) {
      return IntStream.range(0, scores.size())
          .mapToObj(i -> scale.get(i) * scores.get(i) + shift.get(i))
          .toList();
    }
    return scores.stream().map(this::of).toList();
  }

  private double of(double score) {
    return switch (this) {
      case Identity ignored -> score;
      case Sigmoid(double slope) -> 1 / (1 + Math.exp(-slope * score));
      case Softmax ignored -> 1;
      case Share ignored -> 1;
      case Affine ignored -> score;
      case Inverse(double least) ->
          1 / (score < 0 ? Math.min(-least, score) : Math.max(least, score));
      case Power(double exponent) -> Math.pow(score, exponent);
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

  /// score over the sum of them all, where that is above zero.
  record Share() implements Link {}

  /// scale · score + shift, each score with its own.
  record Affine(List<Double> scale, List<Double> shift) implements Link {
    public Affine {
      scale = List.copyOf(scale);
      shift = List.copyOf(shift);
    }
  }

  /// 1 / score, where a score nearer to zero than `least` counts as that far from it.
  record Inverse(double least) implements Link {}

  /// score to the power of the exponent.
  record Power(double exponent) implements Link {}

  /// exp(score)
  record Exp() implements Link {}

  /// log(1 + exp(score))
  record LogOnePlusExp() implements Link {}

  /// score · |score|
  record SignedSquare() implements Link {}

  /// 1 above zero, else 0.
  record Step() implements Link {}
}
