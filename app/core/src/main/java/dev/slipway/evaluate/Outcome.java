// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The model's answers to the holdout, by their kind.
sealed interface Outcome permits ClassOutcome, LabelsOutcome, NumberOutcome {

  Scoring scoring();

  /// All metrics that the answers have, by name, from Tribuo's evaluators where it has them.
  SortedMap<String, Double> metrics();

  /// What an answer that looks at no feature would score: the most frequent class, or the mean, of
  /// the reference.
  double baseline(Metric metric);

  /// Counts by true label, then predicted label; empty where answers do not exclude each other.
  default SortedMap<String, SortedMap<String, Integer>> confusion() {
    return new TreeMap<>();
  }

  /// Reasons to think that the classes are not what they are called.
  default List<Problem> doubts() throws InterruptedException {
    return List.of();
  }

  /// Empty without probabilities of classes.
  default Optional<Calibration> calibration() {
    return Optional.empty();
  }

  /// Of the classes, the rarest first; empty without probabilities of classes.
  default List<ClassCurve> curves() {
    return List.of();
  }

  /// By how much answers are off; empty unless they are numbers.
  default Optional<Residuals> residuals() {
    return Optional.empty();
  }
}
