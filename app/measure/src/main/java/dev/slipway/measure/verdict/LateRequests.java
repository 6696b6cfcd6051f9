// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Counts a load's late requests in parts of equal length, by their intended starts. For one
/// thread; merge several with [#add].
public final class LateRequests {

  static final int PARTS = 10;

  private final long length;
  private final long[] limits;
  private final long[] count = new long[PARTS];
  private final long[][] over;

  /// @param length of the load, in nanoseconds
  public LateRequests(long length, List<LatencyLimit> limits) {
    this.length = Math.max(1, length);
    this.limits = limits.stream().mapToLong(limit -> limit.limit().toNanos()).toArray();
    this.over = new long[this.limits.length][PARTS];
  }

  /// @param intended start after the beginning of the load
  /// @param right whether a right answer came; where not, it is over every limit
  public void record(long intended, long response, boolean right) {
    int part = (int) Math.clamp((double) intended / length * PARTS, 0, PARTS - 1);
    count[part]++;
    for (int i = 0; i < limits.length; i++) {
      if (!right || response > limits[i]) {
        over[i][part]++;
      }
    }
  }

  public void add(LateRequests other) {
    Arrays.setAll(count, part -> count[part] + other.count[part]);
    for (int i = 0; i < over.length; i++) {
      long[] mine = over[i];
      long[] theirs = other.over[i];
      Arrays.setAll(mine, part -> mine[part] + theirs[part]);
    }
  }

  /// Of the limit of this index.
  public Verdicts.Tally tally(int limit) {
    List<Verdicts.Part> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      parts.add(new Verdicts.Part(count[i], over[limit][i]));
    }
    return new Verdicts.Tally(Arrays.stream(count).sum(), Arrays.stream(over[limit]).sum(), parts);
  }
}
