// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.ProblemException;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/// The class names of a model that has none, and the mapping of labels that are written differently
/// from the model's answers.
final class ClassNames {

  private ClassNames() {}

  /// The names of the scores, in their order: the keys that stand beside them, or what the answers
  /// show, where on every row the label goes with the highest probability. Empty where neither
  /// tells them all.
  static List<String> shown(Answers reader, List<Map<String, Tensor>> rows)
      throws ProblemException {
    List<String> keys = rows.isEmpty() ? List.of() : reader.keysOf(rows.getFirst());
    if (!keys.isEmpty()) {
      return keys;
    }
    Map<Integer, String> names = new HashMap<>();
    int width = 0;
    for (Map<String, Tensor> row : rows) {
      double[] scores = Answers.probabilities(reader.rawScores(row));
      if (scores.length == 0 || (width > 0 && scores.length != width)) {
        return List.of();
      }
      width = scores.length;
      int best = highest(scores);
      String label = reader.classOf(row);
      // Which of two equal scores is answered is the model's own business.
      if (best >= 0 && !names.computeIfAbsent(best, b -> label).equals(label)) {
        return List.of();
      }
    }
    return complete(names, width);
  }

  /// A class that is never answered has a name only where the others are called by their places.
  private static List<String> complete(Map<Integer, String> names, int width) {
    if (Set.copyOf(names.values()).size() < names.size() || names.isEmpty()) {
      return List.of();
    }
    boolean places = names.entrySet().stream().allMatch(n -> n.getValue().equals("" + n.getKey()));
    if (names.size() < width && !places) {
      return List.of();
    }
    return IntStream.range(0, width).mapToObj(i -> names.getOrDefault(i, "" + i)).toList();
  }

  /// The place of the one highest score; -1 where two are as high.
  private static int highest(double[] scores) {
    int best = 0;
    boolean tied = false;
    for (int i = 1; i < scores.length; i++) {
      tied = scores[i] == scores[best] || (tied && scores[i] < scores[best]);
      best = scores[i] > scores[best] ? i : best;
    }
    return tied ? -1 : best;
  }

  /// A label as the model writes it: 1.0 in a table may be its class 1, and true its class 1 where
  /// it has only 0 and 1. As it is where the model knows it, or nothing like it.
  ///
  /// @param known the model's answers and class names
  static String asAnswered(String label, Set<String> known) {
    if (known.contains(label)) {
      return label;
    }
    OptionalDouble number = Cells.number(label);
    if (number.isPresent()) {
      return known.stream()
          .filter(name -> Cells.number(name).equals(number))
          .findFirst()
          .orElse(label);
    }
    return truth(label).filter(t -> Set.of("0", "1").containsAll(known)).orElse(label);
  }

  private static Optional<String> truth(String label) {
    return label.equalsIgnoreCase("true")
        ? Optional.of("1")
        : label.equalsIgnoreCase("false") ? Optional.of("0") : Optional.empty();
  }
}
