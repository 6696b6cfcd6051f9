// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

/// The function from scores to answers.
public sealed interface Link {

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
