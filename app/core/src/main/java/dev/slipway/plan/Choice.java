// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

/// A value that an artefact needs, and why it is that value.
///
/// @param basis what kind of ground it stands on
/// @param because for a person: the measurement, objective, rule or assumption, with its numbers
public record Choice<T>(T value, Basis basis, String because) {

  /// The ground a value stands on, the firmest first.
  public enum Basis {
    MEASURED,
    OBJECTIVE,
    PRICE,
    RULE,
    /// Nobody measured or stated it; shown as such everywhere.
    ASSUMED
  }

  public Choice {
    if (because.isBlank()) {
      throw new IllegalArgumentException("a choice says why");
    }
  }
}
