// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Percentile;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.measure.load.Latencies.Bin;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Counts latencies with three digits, allocating nothing. For one thread; merge several with
/// [#add].
final class LatencyRecorder {

  /// Nothing in a measured service takes an hour; what does is counted as an hour.
  private static final long MOST_NANOS = Duration.ofHours(1).toNanos();

  private static final int DIGITS = 3;
  private static final double INTERVAL_CONFIDENCE = 0.95;

  /// Bins of a picture: this many for each doubling.
  private static final int BINS_A_DOUBLING = 8;

  private static final List<Percentile> USUAL =
      List.of(
          new Percentile(50),
          new Percentile(90),
          new Percentile(95),
          new Percentile(99),
          new Percentile(99.9),
          new Percentile(99.99));

  private final Histogram histogram = new Histogram(1, MOST_NANOS, DIGITS);
  private final List<Percentile> printed;
  private final long[] limits;
  private final long[] over;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max;

  LatencyRecorder() {
    this(List.of());
  }

  /// @param limits what is over each is counted to the nanosecond
  LatencyRecorder(List<LatencyLimit> limits) {
    this.printed =
        Stream.concat(USUAL.stream(), limits.stream().map(LatencyLimit::at))
            .distinct()
            .sorted()
            .toList();
    this.limits = limits.stream().mapToLong(limit -> limit.limit().toNanos()).toArray();
    this.over = new long[this.limits.length];
  }

  void record(long nanos) {
    long value = Math.clamp(nanos, 1, MOST_NANOS);
    histogram.recordValue(value);
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    for (int i = 0; i < limits.length; i++) {
      if (nanos > limits[i]) {
        over[i]++;
      }
    }
  }

  void add(LatencyRecorder other) {
    histogram.add(other.histogram);
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    for (int i = 0; i < limits.length; i++) {
      over[i] += other.over[i];
    }
  }

  long count() {
    return histogram.getTotalCount();
  }

  /// How many were over the limit of this index.
  long over(int limit) {
    return over[limit];
  }

  Duration median() {
    return Duration.ofNanos(Math.min(histogram.getValueAtPercentile(50), max));
  }

  Latencies latencies() {
    long count = count();
    if (count == 0) {
      return new Latencies(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of());
    }
    List<AtPercentile> percentiles =
        printed.stream().filter(at -> Verdicts.supports(at, count)).map(this::at).toList();
    return new Latencies(
        count,
        Duration.ofNanos(min),
        Duration.ofNanos(sum / count),
        Duration.ofNanos(max),
        percentiles,
        bins());
  }

  private AtPercentile at(Percentile percentile) {
    long count = count();
    Verdicts.Ranks ranks = Verdicts.ranks(percentile, count, INTERVAL_CONFIDENCE);
    long rank = (long) Math.ceil(percentile.share() * count);
    return new AtPercentile(
        percentile,
        Duration.ofNanos(valueAt(rank)),
        Duration.ofNanos(ranks.low() == 0 ? min : valueAt(ranks.low())),
        Duration.ofNanos(ranks.high() > count ? max : valueAt(ranks.high())));
  }

  /// The value at a rank, from 1 to the count; never beyond the largest one recorded.
  private long valueAt(long rank) {
    double middle = 100 * (Math.clamp(rank, 1, count()) - 0.5) / count();
    return Math.clamp(histogram.getValueAtPercentile(middle), min, max);
  }

  private List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    long from = 0;
    long to = 0;
    long held = 0;
    for (var step : histogram.recordedValues()) {
      long value = histogram.lowestEquivalentValue(step.getValueIteratedTo());
      if (value >= to) {
        addBin(bins, from, to, held);
        int index =
            (int) Math.floor(BINS_A_DOUBLING * Math.log((double) value) / Math.log(2) + 1e-9);
        from = Math.max(to, Math.min(edge(index), value));
        to = Math.max(edge(index + 1), value + 1);
        held = 0;
      }
      held += step.getCountAtValueIteratedTo();
    }
    addBin(bins, from, to, held);
    return bins;
  }

  private static void addBin(List<Bin> bins, long from, long to, long held) {
    if (held > 0) {
      bins.add(new Bin(Duration.ofNanos(from), Duration.ofNanos(to), held));
    }
  }

  private static long edge(int index) {
    return Math.round(Math.pow(2, (double) index / BINS_A_DOUBLING));
  }
}
