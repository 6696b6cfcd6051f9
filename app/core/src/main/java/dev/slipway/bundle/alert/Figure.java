// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/// A number, and where it comes from.
///
/// @param origins keys of the plan, paths of records, or reasons
public record Figure(BigDecimal value, List<String> origins) implements TracedText.Part {

  public Figure {
    origins = List.copyOf(origins);
  }

  static Figure of(Plan plan, Key<? extends Number> key) {
    return of(plan.value(key), key.name());
  }

  static Figure of(Number value, String origin) {
    return new Figure(exact(value), List.of(origin));
  }

  /// A number that stands for itself.
  static Figure rule(BigDecimal value, String because) {
    return new Figure(value, List.of(new Choice<>(value, Choice.Basis.RULE, because).reason()));
  }

  static Figure rule(long value, String because) {
    return rule(BigDecimal.valueOf(value), because);
  }

  private static BigDecimal exact(Number value) {
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
  }

  Figure plus(Figure other) {
    return new Figure(value.add(other.value), both(other));
  }

  Figure times(Figure other) {
    return new Figure(value.multiply(other.value), both(other));
  }

  Figure times(long count) {
    return new Figure(value.multiply(BigDecimal.valueOf(count)), origins);
  }

  /// What a share leaves of the whole.
  Figure rest() {
    return new Figure(BigDecimal.ONE.subtract(value), origins);
  }

  /// The same number, where it comes from something else besides.
  Figure and(String origin) {
    return new Figure(value, Stream.concat(origins.stream(), Stream.of(origin)).toList());
  }

  private List<String> both(Figure other) {
    return Stream.concat(origins.stream(), other.origins.stream()).distinct().toList();
  }

  /// Digits without an exponent.
  @Override
  public String text() {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
