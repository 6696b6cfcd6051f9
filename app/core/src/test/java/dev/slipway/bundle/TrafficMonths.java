// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.plan.BurnKeys;
import dev.slipway.plan.BurnKeys.Goal;
import dev.slipway.plan.BurnKeys.Window;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/// Requests of months, minute by minute, and what the alerts on availability say of them: the
/// comparisons of the exported rules, over windows that move by a minute. Requests come at random
/// (Poisson), and each fails by itself.
final class TrafficMonths {

  static final int MINUTES = 30 * 24 * 60;

  /// Alerts see nothing but whole windows.
  static final int BEFORE = 3 * 24 * 60;

  /// What stops and comes back within so many minutes is one call, or belongs to the open ticket.
  static final int SAME_PAGE = 60;

  static final int SAME_TICKET = 24 * 60;

  /// Counts above it are drawn by the normal distribution.
  private static final double MANY = 50;

  private final long[] all;
  private final long[] bad;

  /// @param rate requests a second
  /// @param share of bad ones, by minute
  TrafficMonths(int minutes, double rate, IntToDoubleFunction share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    all = new long[minutes + 1];
    bad = new long[minutes + 1];
    for (int i = 1; i <= minutes; i++) {
      double failing = share.applyAsDouble(i);
      long failed = poisson(random, rate * 60 * failing);
      bad[i] = bad[i - 1] + failed;
      all[i] = all[i - 1] + failed + poisson(random, rate * 60 * (1 - failing));
    }
  }

  /// Knuth's method; of large means the normal distribution, which differs by less than chance.
  private static long poisson(SplittableRandom random, double mean) {
    if (mean > MANY) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    long count = 0;
    for (double left = mean + Math.log(open(random)); left > 0; left += Math.log(open(random))) {
      count++;
    }
    return count;
  }

  private static double open(SplittableRandom random) {
    return 1 - random.nextDouble();
  }

  int minutes() {
    return all.length - 1;
  }

  /// Requests until that minute, which is what a counter shows.
  long all(int minute) {
    return all[minute];
  }

  long bad(int minute) {
    return bad[minute];
  }

  /// One of the ways in which an alert fires.
  ///
  /// @param longer its windows, in minutes
  record Way(int longer, int shorter, double above, int least) {

    boolean holds(TrafficMonths traffic, int minute) {
      return traffic.failed(minute, longer) >= least
          && traffic.ratio(minute, longer) > above
          && traffic.ratio(minute, shorter) > above;
    }
  }

  /// The ways of a page, or of a ticket, of the plan's objective for availability.
  static List<Way> ways(Plan plan, boolean page) {
    return page
        ? List.of(way(plan, Window.PAGE_FAST, 60, 5), way(plan, Window.PAGE_SLOW, 360, 30))
        : List.of(
            way(plan, Window.TICKET_FAST, 1440, 120),
            way(plan, Window.TICKET_SLOW, 4320, 360),
            way(plan, Window.TICKET_RARE, 4320, 1440));
  }

  private static Way way(Plan plan, Window window, int longer, int shorter) {
    BurnKeys keys = BurnKeys.of(Goal.AVAILABILITY, window);
    double share = 1 - plan.value(PlanKeys.SLO_AVAILABILITY);
    return new Way(longer, shorter, share * plan.value(keys.rate()), plan.value(keys.least()));
  }

  /// The rules of before: without a number of bad requests, and without the last ticket.
  static List<Way> withoutLeast(List<Way> ways) {
    return ways.stream()
        .limit(2)
        .map(way -> new Way(way.longer, way.shorter, way.above, 0))
        .toList();
  }

  private long failed(int minute, int window) {
    return bad[minute] - bad[Math.max(0, minute - window)];
  }

  /// Not a number where nobody asked.
  private double ratio(int minute, int window) {
    int from = Math.max(0, minute - window);
    return (double) (bad[minute] - bad[from]) / (all[minute] - all[from]);
  }

  boolean fires(List<Way> ways, int minute) {
    for (Way way : ways) {
      if (way.holds(this, minute)) {
        return true;
      }
    }
    return false;
  }

  /// How often somebody is told: each time that the alert begins to fire after it was silent for
  /// longer than what still is the same. What lasts is told of anew each month.
  ///
  /// @param same in minutes
  /// @param from the first minute that counts
  /// @param step minutes from one look to the next
  int told(List<Way> ways, int same, int from, int step) {
    int told = 0;
    int last = 0;
    for (int i = from; i <= minutes(); i += step) {
      if ((i - from) % MINUTES == 0) {
        last = -MINUTES;
      }
      if (fires(ways, i)) {
        told += i - last > same ? 1 : 0;
        last = i;
      }
    }
    return told;
  }

  /// Minutes from then until the alert fires; infinite where it never does.
  double until(List<Way> ways, int began) {
    for (int i = began; i <= minutes(); i++) {
      if (fires(ways, i)) {
        return i - began;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
