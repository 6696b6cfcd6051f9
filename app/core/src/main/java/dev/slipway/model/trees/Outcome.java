// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.util.HashSet;
import java.util.List;

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
  /// class; or one for two classes, which speaks for the second.
  ///
  /// @param labels the classes' names; where they are `0`, `1`, ... the label is an integer
  record Classes(Link link, List<String> labels) implements Outcome {
    public Classes {
      labels = List.copyOf(labels);
      if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size()) {
        throw new IllegalArgumentException("not two or more classes: " + labels);
      }
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
