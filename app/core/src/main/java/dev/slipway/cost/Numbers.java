// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/// Numbers as a person reads them, the same under every locale.
public final class Numbers {

  private Numbers() {}

  /// With at most so many significant digits, without trailing zeros: `0.0525`, `120`.
  public static String digits(double value, int significant) {
    if (value == 0) {
      return "0";
    }
    return new BigDecimal(value)
        .round(new MathContext(significant, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  /// With three significant digits.
  public static String brief(double value) {
    return digits(value, 3);
  }

  /// A share of 1 in percent with three significant digits, nines kept: `99.9 %`.
  public static String percent(double share) {
    int significant = share > 0.99 && share < 1 ? 5 : 3;
    return digits(share * 100, significant) + " %";
  }

  /// A time in ms, or in s from ten seconds on.
  public static String time(Duration time) {
    double seconds = time.toNanos() / 1e9;
    return seconds >= 10 ? brief(seconds) + " s" : brief(seconds * 1000) + " ms";
  }

  /// A time given in seconds.
  public static String seconds(double seconds) {
    return seconds >= 10 ? brief(seconds) + " s" : brief(seconds * 1000) + " ms";
  }

  /// An amount of money with two significant digits, cents at the finest above a dollar.
  public static String usd(double amount) {
    return digits(amount, amount >= 100 ? 3 : 2) + " USD";
  }
}
