// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Numbers;

/// An uncertain amount.
///
/// @param atLeast whether a price in it is unknown, so that the true amounts are higher
public record CostRange(Money low, Money likely, Money high, boolean atLeast) {

  /// For a person, the likely amount first: `at least 74.50 USD (61.20 to 98.00)`.
  public String text() {
    return (atLeast ? "at least " : "")
        + Numbers.money(likely)
        + " ("
        + Numbers.amounts(low, high)
        + ")";
  }

  /// Its ends alone: `61.20 to 98.00 USD`, and `or more` where a price is unknown.
  public String span() {
    return Numbers.amounts(low, high)
        + " "
        + high.currency().getCurrencyCode()
        + (atLeast ? " or more" : "");
  }
}
