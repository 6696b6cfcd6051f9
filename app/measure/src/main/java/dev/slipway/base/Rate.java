// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import org.jspecify.annotations.Nullable;

/// How often something happens, in events per second.
public record Rate(double perSecond) implements Comparable<Rate> {

  public Rate {
    if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("not a rate: " + perSecond);
    }
  }

  // Written out: see [Sha256#equals].
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rate(double otherPerSecond)
        && Double.compare(perSecond, otherPerSecond) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(perSecond);
  }

  @Override
  public int compareTo(Rate other) {
    return Double.compare(perSecond, other.perSecond);
  }

  /// For a person, with three significant digits: `120/s`, `0.25/s`, `12,300/s`.
  @Override
  public String toString() {
    return Numbers.brief(perSecond) + "/s";
  }
}
