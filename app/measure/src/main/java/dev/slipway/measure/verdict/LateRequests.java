// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Counts a load's requests by how late they were, in parts of equal length, by their intended
/// starts. For one thread; merge several with [#add], and what was run afterwards with [#then].
///
/// How much late requests come together is seen at the sample's own percentile: those later than it
/// are as many as the limit allows, whether or not the limit holds. Those over the limit itself may
/// be so few that they say nothing, or come together worse than the others, as in a stall; so the
/// worse of both counts.
///
/// At that percentile a drift, or a neighbour's minute, makes requests come together that are all
/// far within the limit. So those over a third of the limit are counted, too, by themselves: see
/// [Verdicts].
public final class LateRequests {

  /// Of a load.
  public static final int PARTS = 20;

  /// So many times the limit: then whatever queue a limit lets grow comes and goes in each part.
  private static final int LONG = 500;

  /// Steps of a doubling: a step is 2 to 3 % wide.
  private static final int STEPS = 32;

  private static final int STEP_BITS = 5;

  /// Up to an hour; what takes longer counts as that.
  private static final int BINS = step(3_600_000_000_000L) + 2;

  private final long length;
  private final List<LatencyLimit> stated;
  private final long[] limits;
  private final long[] count = new long[PARTS];
  private final long[][] over;
  private final long[][] overThird;
  private final int[][] bins;

  /// @param length of the load, in nanoseconds
  public LateRequests(long length, List<LatencyLimit> limits) {
    this.length = Math.max(1, length);
    this.stated = List.copyOf(limits);
    this.limits = limits.stream().mapToLong(limit -> limit.limit().toNanos()).toArray();
    this.over = new long[this.limits.length][PARTS];
    this.overThird = new long[this.limits.length][PARTS];
    this.bins = limits.isEmpty() ? new int[0][0] : new int[PARTS][BINS];
  }

  /// @param intended start after the beginning of the load
  /// @param right whether a right answer came; where not, it is over every limit
  public void record(long intended, long response, boolean right) {
    record(intended, response, right, 1);
  }

  /// The same of several that took as long.
  public void record(long intended, long response, boolean right, long requests) {
    int part = (int) Math.clamp((double) intended / length * PARTS, 0, PARTS - 1);
    count[part] += requests;
    if (limits.length == 0) {
      return;
    }
    bins[part][right ? Math.min(step(response), BINS - 2) : BINS - 1] += (int) requests;
    for (int i = 0; i < limits.length; i++) {
      if (!right || response > limits[i]) {
        over[i][part] += requests;
      }
      if (!right || response > limits[i] / 3) {
        overThird[i][part] += requests;
      }
    }
  }

  /// The step that a latency falls into: as wide as a nanosecond, or as a 32nd of the power of two
  /// below.
  private static int step(long nanos) {
    if (nanos < STEPS) {
      return (int) Math.max(0, nanos);
    }
    int shift = Long.SIZE - 1 - STEP_BITS - Long.numberOfLeadingZeros(nanos);
    return shift * STEPS + (int) (nanos >>> shift);
  }

  /// What another thread counted meanwhile.
  public void add(LateRequests other) {
    Arrays.setAll(count, part -> count[part] + other.count[part]);
    for (int i = 0; i < over.length; i++) {
      add(over[i], other.over[i]);
      add(overThird[i], other.overThird[i]);
    }
    for (int part = 0; part < bins.length; part++) {
      int[] mine = bins[part];
      int[] theirs = other.bins[part];
      Arrays.setAll(mine, bin -> mine[bin] + theirs[bin]);
    }
  }

  private static void add(long[] mine, long[] theirs) {
    Arrays.setAll(mine, part -> mine[part] + theirs[part]);
  }

  /// This load and one as long that followed, in parts of twice the length.
  public LateRequests then(LateRequests later) {
    var both = new LateRequests(length + later.length, stated);
    both.take(this, 0);
    both.take(later, PARTS / 2);
    return both;
  }

  /// Two parts of a load as one of this.
  private void take(LateRequests from, int first) {
    for (int i = 0; i < PARTS; i++) {
      int part = first + i / 2;
      count[part] += from.count[i];
      for (int limit = 0; limit < over.length; limit++) {
        over[limit][part] += from.over[limit][i];
        overThird[limit][part] += from.overThird[limit][i];
      }
      if (bins.length > 0) {
        int[] mine = bins[part];
        int[] theirs = from.bins[i];
        Arrays.setAll(mine, bin -> mine[bin] + theirs[bin]);
      }
    }
  }

  /// Of the limit of this index.
  public Verdicts.Tally tally(int limit) {
    long all = Arrays.stream(count).sum();
    double own = Clustering.factor(count, latest(stated.get(limit).at().beyond() * all));
    double beyond = Clustering.factor(count, over[limit]);
    return new Verdicts.Tally(
        all, Arrays.stream(over[limit]).sum(), Math.max(own, beyond), third(limit));
  }

  private Optional<Verdicts.Third> third(int limit) {
    if (length / LONG < limits[limit]) {
      return Optional.empty();
    }
    long[] late = overThird[limit];
    return Optional.of(
        new Verdicts.Third(Arrays.stream(late).sum(), Clustering.factor(count, late)));
  }

  /// How many of each part are among the latest of all: as many as wanted, and those as late.
  private long[] latest(double wanted) {
    int from = BINS;
    long taken = 0;
    while (from > 0 && taken < wanted) {
      from--;
      for (int[] part : bins) {
        taken += part[from];
      }
    }
    long[] latest = new long[PARTS];
    for (int part = 0; part < PARTS; part++) {
      for (int bin = from; bin < BINS; bin++) {
        latest[part] += bins[part][bin];
      }
    }
    return latest;
  }
}
