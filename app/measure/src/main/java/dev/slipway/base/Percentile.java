// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A percentile such as p95 or p99.9; `percent` lies strictly between 0 and 100.
public record Percentile(double percent) implements Comparable<Percentile> {

  public Percentile {
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException("not a percentile: " + percent);
    }
  }

  // Written out: see [Sha256#equals].
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Percentile(double otherPercent)
        && Double.compare(percent, otherPercent) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(percent);
  }

  /// The share of values at or below it, 0 to 1.
  public double share() {
    return BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
  }

  /// The share of values that may lie above it, 0 to 1.
  public double beyond() {
    return BigDecimal.valueOf(100)
        .subtract(BigDecimal.valueOf(percent))
        .movePointLeft(2)
        .doubleValue();
  }

  @Override
  public int compareTo(Percentile other) {
    return Double.compare(percent, other.percent);
  }

  @Override
  public String toString() {
    return "p" + BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
  }
}
