// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

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

  private static String decimal(double value) {
    String text =
        String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
