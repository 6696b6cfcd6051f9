// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Upper bounds of the latency histogram: what the service counts by, and all that an alert can ask
/// for.
///
/// @param seconds rising
public record LatencyBuckets(List<BigDecimal> seconds) {

  /// As many as the serving runtime takes.
  public static final int MOST = 100;

  public LatencyBuckets {
    seconds = List.copyOf(seconds);
    if (seconds.isEmpty() || seconds.size() > MOST) {
      throw new IllegalArgumentException("1 to %d buckets, not %d".formatted(MOST, seconds.size()));
    }
    double last = 0;
    for (BigDecimal bound : seconds) {
      if (bound.doubleValue() <= last) {
        throw new IllegalArgumentException("bounds rise from above 0: " + seconds);
      }
      last = bound.doubleValue();
    }
  }

  /// In their order, each once.
  static LatencyBuckets of(Collection<BigDecimal> seconds) {
    return new LatencyBuckets(List.copyOf(new TreeSet<>(seconds)));
  }

  /// A time as a bound is written.
  static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros();
  }

  /// Whether requests within a time are counted, not guessed.
  public boolean has(Duration limit) {
    return seconds.stream().anyMatch(bound -> bound.compareTo(seconds(limit)) == 0);
  }

  /// As the serving runtime reads them: `0.001,0.0025,1`.
  @Override
  public String toString() {
    return seconds.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(","));
  }
}
