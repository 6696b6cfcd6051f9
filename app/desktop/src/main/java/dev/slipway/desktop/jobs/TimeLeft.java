// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import java.time.Duration;
import java.util.Optional;

/// Tells how long work will still take, steadily: it counts down with the clock, follows the pace
/// of the work slowly, and goes up only when it was far too low.
final class TimeLeft {

  private static final double LEAST_DONE = 0.03;
  private static final Duration SOON = Duration.ofSeconds(1);

  /// In so many milliseconds about two thirds of what was wrong are mended.
  private static final double SETTLES = 6_000;

  /// More than so much higher, and the number goes up; it is not worth a jump before.
  private static final double WORTH_A_JUMP = 1.25;

  private double believed = Double.NaN;
  private Duration at = Duration.ZERO;
  private long shown = Long.MAX_VALUE;

  /// @param spent since the beginning
  /// @param done so far, 0 to 1
  /// @return empty while nobody can tell
  Optional<Duration> after(Duration spent, double done) {
    if (done < LEAST_DONE || spent.compareTo(SOON) < 0) {
      return Optional.empty();
    }
    double pace = spent.toMillis() * (1 - done) / done;
    double passed = Math.max(0, spent.minus(at).toMillis());
    at = spent;
    if (Double.isNaN(believed)) {
      believed = pace;
    } else {
      double countedDown = Math.max(0, believed - passed);
      double share = 1 - Math.exp(-passed / SETTLES);
      believed = countedDown + share * (pace - countedDown);
    }
    long coarse = coarse(believed);
    if (coarse < shown || coarse > WORTH_A_JUMP * shown) {
      shown = coarse;
    }
    return Optional.of(Duration.ofMillis(shown));
  }

  /// Rounded up: seconds at the end, and steps of five, then of fifteen seconds before.
  private static long coarse(double millis) {
    long step = millis <= 10_000 ? 1_000 : millis <= 60_000 ? 5_000 : 15_000;
    return (long) Math.ceil(millis / step - 1e-6) * step;
  }
}
