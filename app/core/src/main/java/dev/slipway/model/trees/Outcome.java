// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/// What an ensemble's scores become.
public sealed interface Outcome {

  Link link();

  /// The probabilities or numbers that scores become.
  List<Double> of(List<Double> scores);

  /// Numbers: one output `prediction`, rows by scores.
  record Numbers(Link link) implements Outcome {
    @Override
    public List<Double> of(List<Double> scores) {
      return link.of(scores);
    }
  }

  /// A class: outputs `label`, one for each row, and `probabilities`, rows by classes.
  ///
  /// The class with the highest score wins, and of equals the first. There is a score for each
  /// class; or one for two classes, which speaks for the second. Of two classes the second may have
  /// a threshold of its own instead.
  ///
  /// @param labels the classes' names; where they are `0`, `1`, ... the label is an integer
  /// @param threshold least probability at which the second of two classes wins
  record Classes(Link link, List<String> labels, OptionalDouble threshold) implements Outcome {
    public Classes {
      labels = List.copyOf(labels);
      if (threshold.isPresent() && labels.size() != 2) {
        throw new IllegalArgumentException("a threshold tells two classes apart");
      }
      if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size()) {
        throw new IllegalArgumentException("not two or more classes: " + labels);
      }
    }

    public Classes(Link link, List<String> labels) {
      this(link, labels, OptionalDouble.empty());
    }

    @Override
    public List<Double> of(List<Double> scores) {
      if (scores.size() == labels.size()) {
        return link.of(scores);
      }
      double score = scores.getFirst();
      if (link instanceof Link.Step) {
        return score > 0 ? List.of(0.0, 1.0) : List.of(1.0, 0.0);
      }
      return link.of(List.of(-score, score));
    }

    boolean numbered() {
      for (int i = 0; i < labels.size(); i++) {
        if (!labels.get(i).equals(Integer.toString(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
