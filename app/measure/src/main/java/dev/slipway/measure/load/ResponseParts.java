// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;

/// Counts the response times of a load for [Responses]. All workers share one; it allocates nothing
/// while they count.
final class ResponseParts {

  private static final int PARTS = 20;
  private static final int DIGITS = 3;
  private static final long MOST_NANOS = Duration.ofHours(1).toNanos();

  private final long length;
  private final List<ConcurrentHistogram> right;
  private final AtomicLongArray wrong = new AtomicLongArray(PARTS);

  /// @param length of the load, in nanoseconds
  ResponseParts(long length) {
    this.length = Math.max(1, length);
    this.right =
        Stream.generate(() -> new ConcurrentHistogram(1, MOST_NANOS, DIGITS)).limit(PARTS).toList();
  }

  /// @param intended start after the beginning of the load
  /// @param answered whether a right answer came
  void record(long intended, long response, boolean answered) {
    int part = (int) Math.clamp((double) intended / length * PARTS, 0, PARTS - 1);
    if (answered) {
      right.get(part).recordValue(Math.clamp(response, 1, MOST_NANOS));
    } else {
      wrong.incrementAndGet(part);
    }
  }

  Responses responses() {
    List<Responses.Part> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      parts.add(Responses.Part.of(wrong.get(i), right.get(i).copy()));
    }
    return new Responses(parts);
  }
}
