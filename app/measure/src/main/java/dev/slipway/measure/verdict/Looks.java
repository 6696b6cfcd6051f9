// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import java.time.Duration;
import java.util.List;

/// How long a load goes on: until its verdicts can tell, or the budget ends. It is looked at when
/// its first length is over, and again each time it has doubled.
///
/// Who looks often finds something at last. So the doubt that a verdict may leave is spent on the
/// looks in proportion to the length that each adds (the spending function α·t of the power family:
/// K. Kim and D. L. DeMets, Biometrika 74, 1987; after K. K. G. Lan and D. L. DeMets, Biometrika
/// 70, 1983), and each look is judged at its own share. The shares add up to the whole doubt, which
/// holds however the looks depend on one another (Bonferroni's inequality).
///
/// @param first length
/// @param most looks, at least one
/// @param certifies whether a run must be long enough to see what would break its limits: see
///   [Stalls]
public record Looks(Duration first, int most, boolean certifies) {

  /// Longer than this nobody waits: what would need it is refused, and told.
  private static final Duration LONGEST = Duration.ofHours(1);

  public Looks {
    if (most < 1 || first.isNegative()) {
      throw new IllegalArgumentException(most + " looks, the first after " + first);
    }
  }

  /// A load of a fixed length.
  public static Looks once(Duration length) {
    return new Looks(length, 1, false);
  }

  /// As many as a budget has room for.
  public static Looks within(Duration first, Duration budget) {
    int most = 1;
    for (Duration next = first.multipliedBy(2);
        first.isPositive() && next.compareTo(budget) <= 0;
        next = next.multipliedBy(2)) {
      most++;
    }
    return new Looks(first, most, false);
  }

  /// The same, as long as the limits demand: then there is no second look.
  public Looks certifying(List<LatencyLimit> limits) {
    Duration demanded =
        limits.stream()
            .map(limit -> Stalls.demanded(limit.at()))
            .filter(each -> each.compareTo(LONGEST) <= 0)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return demanded.compareTo(first) > 0
        ? new Looks(demanded, 1, true)
        : new Looks(first, most, true);
  }

  /// What a look adds to the length.
  ///
  /// @param look from 1
  public Duration stage(int look) {
    return look == 1 ? first : first.multipliedBy(1L << (look - 2));
  }

  /// The length when the budget ends.
  public Duration longest() {
    return first.multipliedBy(1L << (most - 1));
  }

  /// The part of the whole doubt that a look may spend, 0 to 1.
  ///
  /// @param look from 1
  public double share(int look) {
    return most == 1 ? 1 : (double) stage(look).toNanos() / longest().toNanos();
  }
}
