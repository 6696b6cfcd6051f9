// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Words;
import java.math.BigDecimal;
import java.time.Duration;

/// A value that an artefact needs, and why it is that value.
///
/// @param basis what kind of ground it stands on
/// @param because for a person: the measurement, objective, rule or assumption, with its numbers
public record Choice<T>(T value, Basis basis, String because) {

  /// The ground a value stands on, the firmest first.
  public enum Basis {
    MEASURED,
    OBJECTIVE,
    /// Somebody wants it so, whatever the plan says.
    SET_BY_HAND,
    PRICE,
    RULE,
    /// It was measured while other programs used the machine; shown as such everywhere.
    DISTURBED,
    /// Nobody measured or stated it; shown as such everywhere.
    ASSUMED
  }

  public Choice {
    if (because.isBlank()) {
      throw new IllegalArgumentException("a choice says why");
    }
  }

  /// The value as files and screens get it: a number in the key's unit, or a text. Durations are
  /// exact, in ms.
  public Object written() {
    return switch (value) {
      case Duration time -> exact(BigDecimal.valueOf(time.toNanos(), 6));
      case Number number -> number;
      default -> String.valueOf(value);
    };
  }

  private static BigDecimal exact(BigDecimal number) {
    BigDecimal least = number.stripTrailingZeros();
    return least.scale() < 0 ? least.setScale(0) : least;
  }

  /// Ground and reason: `objective: p99 of 2.5 ms is your objective`.
  public String reason() {
    return inWords() + ": " + because;
  }

  /// The ground for a person: `set by hand`.
  public String inWords() {
    return Words.of(basis);
  }
}
