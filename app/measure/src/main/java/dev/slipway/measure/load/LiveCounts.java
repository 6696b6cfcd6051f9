// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.measure.load.Latencies.Bin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts latencies in a few wide bins, so that another thread may look while one thread counts. It
/// takes some nanoseconds a request and allocates nothing.
final class LiveCounts {

  /// For each doubling, from a microsecond on; what is shorter is counted with the first.
  private static final int BINS = 4;

  private static final int FIRST_POWER = 10;
  private static final int POWERS = 32;

  private final AtomicLongArray counts = new AtomicLongArray(POWERS * BINS);

  /// Call it from one thread alone.
  void count(long nanos) {
    int bin = bin(nanos);
    counts.setOpaque(bin, counts.getPlain(bin) + 1);
  }

  private static int bin(long nanos) {
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    if (power < FIRST_POWER) {
      return 0;
    }
    int part = (int) (nanos >>> (power - 2)) & (BINS - 1);
    return Math.min(POWERS * BINS - 1, (power - FIRST_POWER) * BINS + part);
  }

  private static long edge(int bin) {
    if (bin == 0) {
      return 0;
    }
    long octave = 1L << (FIRST_POWER + bin / BINS);
    return octave + octave / BINS * (bin % BINS);
  }

  /// What several counted together: the bins that are not empty, ascending.
  static List<Bin> together(List<LiveCounts> parts) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < POWERS * BINS; i++) {
      long count = 0;
      for (LiveCounts part : parts) {
        count += part.counts.getOpaque(i);
      }
      if (count > 0) {
        bins.add(new Bin(Duration.ofNanos(edge(i)), Duration.ofNanos(edge(i + 1)), count));
      }
    }
    return bins;
  }
}
