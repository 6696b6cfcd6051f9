// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/// An amount in a currency.
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

  public static Money usd(String amount) {
    return usd(new BigDecimal(amount));
  }

  /// Written without a power of ten, as prices are.
  public static Money usd(BigDecimal amount) {
    return new Money(amount.scale() < 0 ? amount.setScale(0) : amount, Currency.getInstance("USD"));
  }

  public Money plus(Money other) {
    return new Money(amount.add(same(other).amount), currency);
  }

  public Money times(BigDecimal factor) {
    return new Money(amount.multiply(factor), currency);
  }

  /// Rounded half up to a number of decimals.
  public Money rounded(int decimals) {
    return new Money(amount.setScale(decimals, RoundingMode.HALF_UP), currency);
  }

  @Override
  public int compareTo(Money other) {
    return amount.compareTo(same(other).amount);
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
    }
    return other;
  }
}
