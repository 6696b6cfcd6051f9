// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Verdicts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// The response times of a load, with three digits, in parts of equal length by the intended
/// starts: what it takes to hold the same load against another limit.
public record Responses(List<Part> parts) {

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
    private Verdicts.Part against(long limit) {
      Histogram all = read();
      long right = all.getTotalCount();
      long below = all.lowestEquivalentValue(limit) - 1;
      long within = below < 1 ? 0 : all.getCountBetweenValues(0, below);
      return new Verdicts.Part(right + wrong, right - within + wrong);
    }
  }

  /// What was over a limit that may be another than the load was held against.
  public Verdicts.Tally tally(LatencyLimit limit) {
    List<Verdicts.Part> counted = new ArrayList<>();
    parts.forEach(part -> counted.add(part.against(limit.limit().toNanos())));
    return new Verdicts.Tally(
        counted.stream().mapToLong(Verdicts.Part::count).sum(),
        counted.stream().mapToLong(Verdicts.Part::over).sum(),
        counted);
  }
}
