// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// An uncertain amount.
///
/// @param atLeast whether a price in it is unknown, so that the true amounts are higher
public record CostRange(Money low, Money likely, Money high, boolean atLeast) {

  /// For a person, the likely amount first: `at least 70.2 USD (64 to 92.1)`. Each amount has three
  /// significant digits, and two below 1.
  public String text() {
    return "%s%s %s (%s to %s)"
        .formatted(
            atLeast ? "at least " : "",
            amount(likely),
            likely.currency().getCurrencyCode(),
            amount(low),
            amount(high));
  }

  private static String amount(Money money) {
    int digits = money.amount().compareTo(BigDecimal.ONE) < 0 ? 2 : 3;
    return money
        .amount()
        .round(new MathContext(digits, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }
}
