// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Words;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import java.time.Duration;
import java.util.List;

/// How thoroughly to measure.
public enum Tier {
  /// 10 s: a first look, never a verdict on p99 and beyond.
  QUICK,
  /// 60 s, and twice and four times that where it cannot tell.
  STANDARD,
  /// 600 s, and as long again where that cannot tell; longer where the limits demand it. *Met* only
  /// where the run was long enough to see the stalls that would break the limit.
  CERTIFY;

  /// How long a load goes on that is held against these limits.
  public Looks looks(List<LatencyLimit> limits) {
    return switch (this) {
      case QUICK -> Looks.once(Duration.ofSeconds(10));
      case STANDARD -> new Looks(Duration.ofMinutes(1), 3, false);
      case CERTIFY -> new Looks(Duration.ofMinutes(10), 2, true).certifying(limits);
    };
  }

  /// The options of a command line that choose it; none for the default.
  public List<String> options() {
    return this == QUICK ? List.of() : List.of("--tier", Words.id(this));
  }
}
