// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Money, rates, percentiles, intervals.
final class QuantitiesTest {

  @Test
  void moneyAddsWithinOneCurrencyOnly() {
    assertEquals(Money.usd("3.50"), Money.usd("1.25").plus(Money.usd("2.25")));
    var euro = new Money(BigDecimal.ONE, Currency.getInstance("EUR"));
    assertThrows(IllegalArgumentException.class, () -> Money.usd("1").plus(euro));
    assertThrows(IllegalArgumentException.class, () -> Money.usd("1").compareTo(euro));
  }

  @Test
  void moneyRoundsHalfUpAndPrintsPlainly() {
    assertEquals("0.13 USD", Money.usd("0.125").rounded(2).toString());
    assertEquals("1000000 USD", Money.usd("1E6").toString());
  }

  @Test
  void ratesPrintThreeSignificantDigits() {
    assertEquals("120/s", new Rate(120).toString());
    assertEquals("0.333/s", new Rate(1 / 3.0).toString());
    assertEquals("12,300/s", new Rate(12_345).toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesAreFiniteAndNotNegative(double perSecond) {
    assertThrows(IllegalArgumentException.class, () -> new Rate(perSecond));
  }

  @Test
  void percentilesPrintWithoutNeedlessZeros() {
    assertEquals("p95", new Percentile(95).toString());
    assertEquals("p99.9", new Percentile(99.9).toString());
    assertEquals("p50", new Percentile(50).toString());
  }

  @Test
  void percentilesAreExactShares() {
    assertEquals(0.999, new Percentile(99.9).share());
    assertEquals(0.57, new Percentile(57).share());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 100, -5, Double.NaN})
  void percentilesLieBetweenZeroAndAHundred(double percent) {
    assertThrows(IllegalArgumentException.class, () -> new Percentile(percent));
  }

  @Test
  void anIntervalHoldsItsValue() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(3, 1, 2, 0.95));
    assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 1, 2, 0.95));
  }
}
