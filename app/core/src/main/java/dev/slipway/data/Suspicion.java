// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Words;

/// A column that may hold data about people. It only asks: a person decides.
///
/// @param because what was seen, without the values themselves
public record Suspicion(String column, Trait trait, Confidence confidence, String because) {

  /// What the values may be.
  public enum Trait {
    EMAIL,
    PHONE,
    IBAN,
    PAYMENT_CARD,
    IP_ADDRESS,
    COORDINATE,
    NAME,
    BIRTH_DATE,
    ADDRESS,
    IDENTITY_NUMBER,
    PERSON_KEY;

    /// `payment card`
    public String text() {
      return Words.of(this);
    }
  }

  /// How much speaks for it.
  public enum Confidence {
    /// The column's name alone
    LOW,
    /// The values look like it; or some do, and the name says so
    MEDIUM,
    /// Nearly all values pass a check that other values would fail, or name and values agree
    HIGH
  }
}
