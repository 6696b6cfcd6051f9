// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the project's contract allows in a column, without exception.
///
/// @param required whether a value must be there
/// @param texts all that are allowed; empty for any
/// @param numbers all that are allowed, a truth as 1 or 0; empty for any
/// @param least included
/// @param most included
public record ColumnRule(
    boolean required, Set<String> texts, Set<Double> numbers, double least, double most) {

  /// Anything goes.
  public static final ColumnRule NONE =
      new ColumnRule(false, Set.of(), Set.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static final int SHOWN = 20;

  public ColumnRule {
    texts = Set.copyOf(texts);
    numbers = Set.copyOf(numbers);
  }

  /// Whether every number is allowed.
  boolean takesAnyNumber() {
    return numbers.isEmpty()
        && least == Double.NEGATIVE_INFINITY
        && most == Double.POSITIVE_INFINITY;
  }

  /// What a number would have to be; empty when it is allowed.
  Optional<String> broken(double value) {
    if (value >= least && value <= most && (numbers.isEmpty() || numbers.contains(value + 0.0))) {
      return Optional.empty();
    }
    if (!numbers.isEmpty()) {
      return Optional.of(list(numbers.stream().sorted().map(ColumnRule::text)));
    }
    if (most == Double.POSITIVE_INFINITY) {
      return Optional.of("at least " + text(least));
    }
    return Optional.of(
        least == Double.NEGATIVE_INFINITY
            ? "at most " + text(most)
            : "from " + text(least) + " to " + text(most));
  }

  /// What a text would have to be; empty when it is allowed.
  Optional<String> broken(String value) {
    return texts.isEmpty() || texts.contains(value)
        ? Optional.empty()
        : Optional.of(list(texts.stream().sorted()));
  }

  private static String list(Stream<String> values) {
    var all = values.toList();
    return all.stream().limit(SHOWN).collect(Collectors.joining(", ", "one of ", ""))
        + (all.size() > SHOWN ? ", …" : "");
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
