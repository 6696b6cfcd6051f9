// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/// Durations as a person reads them, the same under every locale.
public final class Durations {

  private static final String[] UNITS = {"ns", "µs", "ms", "s"};

  private Durations() {}

  /// With three digits and the unit that suits it: `20 ms`, `4.12 ms`, `83.1 µs`.
  public static String text(Duration duration) {
    double value = duration.toNanos();
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return decimal(value) + " " + UNITS[unit];
  }

  /// With all its digits in the unit that suits it: `500 µs`, `2.5 ms`, `1.25 s`. For what somebody
  /// states: nobody meets a rounded limit.
  public static String exact(Duration duration) {
    long nanos = duration.toNanos();
    int unit = 0;
    for (long least = 1000; nanos >= least && unit < UNITS.length - 1; least *= 1000) {
      unit++;
    }
    BigDecimal value = BigDecimal.valueOf(nanos, 3 * unit).stripTrailingZeros();
    return value.toPlainString() + " " + UNITS[unit];
  }

  private static String decimal(double value) {
    String text =
        String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
