// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/// The intended starts of requests: nanoseconds from the beginning, ascending, known ahead.
public final class Schedule {

  /// Above this a schedule no longer fits a measuring process; a worker answers fewer anyway.
  static final int MOST_REQUESTS = 5_000_000;

  private static final long ANSWERED_NANOS = 50_000_000;

  /// Nothing is intended: a closed loop.
  static final Schedule NONE = new Schedule(new long[0], 0);

  private final long[] starts;
  private final int size;

  private Schedule(long[] starts, int size) {
    this.starts = starts;
    this.size = size;
  }

  public int size() {
    return size;
  }

  /// How much of a length this reaches: all of it, but where the requests would be too many.
  Duration reach(Duration length) {
    return size < MOST_REQUESTS ? length : Duration.ofNanos(starts[size - 1]);
  }

  /// Nanoseconds from the beginning to the intended start of a request.
  long at(int request) {
    return starts[request];
  }

  /// When the longest time without a request begins: a quarter into the widest gap between two, and
  /// at most 50 ms, so that the one before it is answered.
  ///
  /// @param from nanoseconds from the beginning
  /// @param within the gap begins at most so much later
  /// @return nanoseconds from the beginning; `from` where no gap begins
  long lull(long from, long within) {
    long at = from;
    long widest = 0;
    for (int i = firstFrom(from); i + 1 < size && starts[i] < from + within; i++) {
      long gap = starts[i + 1] - starts[i];
      if (gap > widest) {
        widest = gap;
        at = starts[i] + Math.min(gap / 4, ANSWERED_NANOS);
      }
    }
    return at;
  }

  private int firstFrom(long from) {
    int found = Arrays.binarySearch(starts, 0, size, from);
    return found < 0 ? -found - 1 : found;
  }

  /// Independent users: exponential gaps.
  public static Schedule poisson(Rate rate, long seed, Duration length) {
    long end = length.toNanos();
    var random = new SplittableRandom(seed);
    long[] starts = new long[capacity(rate, length)];
    double at = 0;
    int count = 0;
    while (count < MOST_REQUESTS) {
      at -= Math.log(1 - random.nextDouble()) / rate.perSecond() * 1e9;
      if (!(at < end)) {
        break;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, Math.min(MOST_REQUESTS, 2 * count));
      }
      starts[count++] = (long) at;
    }
    return new Schedule(starts, count);
  }

  /// Equal gaps, the first at once.
  static Schedule constant(Rate rate, Duration length) {
    int count = (int) Math.min(MOST_REQUESTS, Math.ceil(rate.perSecond() * length.toNanos() / 1e9));
    long[] starts = new long[count];
    for (int i = 0; i < count; i++) {
      starts[i] = (long) (i * 1e9 / rate.perSecond());
    }
    return new Schedule(starts, count);
  }

  /// Independent users while a burst lasts, nobody between; so many in a burst that the mean over
  /// both is the rate.
  static Schedule burst(Arrival.Burst burst, Duration length) {
    long on = burst.on().toNanos();
    long cycle = on + burst.off().toNanos();
    long bursting = length.toNanos() / cycle * on + Math.min(length.toNanos() % cycle, on);
    var within = new Rate(burst.rate().perSecond() * cycle / on);
    Schedule joined = poisson(within, burst.seed(), Duration.ofNanos(bursting));
    for (int i = 0; i < joined.size; i++) {
      long at = joined.starts[i];
      joined.starts[i] = at / on * cycle + at % on;
    }
    return joined;
  }

  /// The times of a trace, as far as the length reaches.
  static Schedule trace(TraceFile trace, Duration length) {
    long[] starts = trace.starts().takeWhile(at -> at < length.toNanos()).toArray();
    return new Schedule(starts, starts.length);
  }

  private static int capacity(Rate rate, Duration length) {
    double expected = rate.perSecond() * length.toNanos() / 1e9;
    return (int) Math.min(MOST_REQUESTS, expected + 4 * Math.sqrt(expected) + 16);
  }
}
