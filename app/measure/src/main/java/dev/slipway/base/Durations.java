// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// Durations as a person reads them, the same under every locale. Zero is `0 s`; a negative
/// duration keeps its sign.
public final class Durations {

  private static final String[] UNITS = {"ns", "µs", "ms", "s"};
  private static final int SECONDS = UNITS.length - 1;

  private Durations() {}

  /// With three significant digits in the unit that suits: `20 ms`, `4.12 ms`, `83.1 µs`. For what
  /// was measured.
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    long nanos = duration.toNanos();
    int unit = 0;
    // What rounds to 1000 of a unit is 1 of the next.
    for (double value = nanos; value >= 999.5 && unit < SECONDS; value /= 1000) {
      unit++;
    }
    return inUnit(nanos, unit, value -> Numbers.digits(value, 3));
  }

  /// The same for a time that a model calculated, in seconds.
  public static String text(double seconds) {
    return Double.isFinite(seconds)
        ? text(Duration.ofNanos(Math.round(seconds * 1e9)))
        : Numbers.brief(seconds) + " s";
  }

  /// With all its digits in the unit that suits: `500 µs`, `2.5 ms`, `1.25 s`. For what somebody
  /// states: nobody meets a rounded limit.
  public static String exact(Duration duration) {
    if (duration.isNegative()) {
      return "-" + exact(duration.negated());
    }
    long nanos = duration.toNanos();
    int unit = 0;
    for (long least = 1000; nanos >= least && unit < SECONDS; least *= 1000) {
      unit++;
    }
    return inUnit(nanos, unit, value -> value.stripTrailingZeros().toPlainString());
  }

  /// In whole seconds, minutes or hours, for a person who waits: `45 s`, `2 min 10 s`, `1 h 5 min`.
  /// What is over already is `0 s`.
  public static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /// With all its digits in days, hours, minutes or seconds, the largest that it is whole in: `2
  /// h`, `90 min`. For how long somebody lets work take.
  public static String stated(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0 || !duration.equals(Duration.ofSeconds(seconds))) {
      return exact(duration);
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + " min";
    }
    return seconds % 86_400 == 0 && seconds > 86_400
        ? seconds / 86_400 + " days"
        : seconds / 3600 + " h";
  }

  /// The number of milliseconds with at most three decimals, for records that keep their unit
  /// apart.
  public static String millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private interface Format {
    String text(BigDecimal value);
  }

  private static String inUnit(long nanos, int unit, Format format) {
    int shown = nanos == 0 ? SECONDS : unit;
    return format.text(BigDecimal.valueOf(nanos, 3 * shown)) + " " + UNITS[shown];
  }
}
