// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Percentile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// At most `limit` at this percentile, measured at the client.
public record LatencyLimit(Percentile at, Duration limit) {

  // Written out: see [dev.slipway.base.Sha256#equals].
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LatencyLimit(Percentile otherAt, Duration otherLimit)
        && at.equals(otherAt)
        && limit.equals(otherLimit);
  }

  @Override
  public int hashCode() {
    return 31 * at.hashCode() + limit.hashCode();
  }
}
