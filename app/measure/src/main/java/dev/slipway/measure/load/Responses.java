// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.measure.verdict.LateRequests;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Verdicts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// The response times of a load, with three digits, in parts of equal length by the intended
/// starts: what it takes to hold the same load against another limit.
///
/// @param looked how long, and how often
public record Responses(Measured.Looked looked, List<Part> parts) {

  public Responses {
    parts = List.copyOf(parts);
  }

  /// One part.
  ///
  /// @param wrong requests that got no right answer: over every limit
  /// @param histogram of the others in nanoseconds, in HdrHistogram's own compressed form, base64
  public record Part(long wrong, String histogram) {

    static Part of(long wrong, Histogram histogram) {
      var bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
      int length = histogram.encodeIntoCompressedByteBuffer(bytes);
      return new Part(
          wrong, Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length)));
    }

    private Histogram read() {
      try {
        return Histogram.decodeFromCompressedByteBuffer(
            ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
      } catch (DataFormatException e) {
        throw new IllegalArgumentException("not a histogram: " + e.getMessage(), e);
      }
    }

    /// What shares its three digits with the limit counts as over it.
    private void into(LateRequests late, long intended) {
      late.record(intended, 0, false, wrong);
      Histogram all = read();
      for (HistogramIterationValue each : all.recordedValues()) {
        late.record(
            intended,
            all.highestEquivalentValue(each.getValueIteratedTo()),
            true,
            each.getCountAtValueIteratedTo());
      }
    }
  }

  /// What was over a limit that may be another than the load was held against.
  public Verdicts.Tally tally(LatencyLimit limit) {
    long length = looked.length().toNanos();
    var late = new LateRequests(length, List.of(limit));
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).into(late, (2L * i + 1) * length / (2L * parts.size()));
    }
    return late.tally(0);
  }
}
