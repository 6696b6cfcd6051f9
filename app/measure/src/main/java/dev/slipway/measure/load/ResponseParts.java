// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.measure.verdict.LateRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;

/// Counts the response times of a load for [Responses]. All workers share one; it allocates nothing
/// while they count.
final class ResponseParts {

  private static final int PARTS = LateRequests.PARTS;
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

  /// This load and one as long that followed, in parts of twice the length.
  ResponseParts then(ResponseParts later) {
    var both = new ResponseParts(length + later.length);
    both.take(this, 0);
    both.take(later, PARTS / 2);
    return both;
  }

  /// Two parts of a load as one of this.
  private void take(ResponseParts from, int first) {
    for (int i = 0; i < PARTS; i++) {
      int part = first + i / 2;
      right.get(part).add(from.right.get(i));
      wrong.addAndGet(part, from.wrong.get(i));
    }
  }

  /// @param looked how the load was
  Responses responses(Measured.Looked looked) {
    List<Responses.Part> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      parts.add(Responses.Part.of(wrong.get(i), right.get(i).copy()));
    }
    return new Responses(looked, parts);
  }
}
