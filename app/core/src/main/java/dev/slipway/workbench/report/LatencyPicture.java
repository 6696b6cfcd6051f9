// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Durations;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.verdict.LatencyLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where the bars and marks of a latency histogram stand, on a logarithmic axis. All places are in
/// a field of 1000 by 200, from its upper left corner.
public record LatencyPicture(List<Bar> bars, List<Mark> marks, List<Tick> ticks, String said) {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 200;
  private static final int COLUMNS = 80;

  /// How many requests took about so long.
  public record Bar(double x, double y, double width, double height, String said) {}

  /// A percentile, or a limit on one.
  ///
  /// @param kind `p50`, `p99`, …, or `limit`
  public record Mark(String kind, String name, String value, double x) {}

  public record Tick(double x, String text) {}

  public static LatencyPicture of(Latencies latencies, List<LatencyLimit> limits) {
    var axis = Axis.over(latencies, limits);
    List<Mark> marks = new ArrayList<>();
    for (Latencies.AtPercentile at : latencies.percentiles()) {
      String name = at.percentile().toString();
      // A name in a style sheet has no dot: `p999`.
      marks.add(
          new Mark(name.replace(".", ""), name, Durations.text(at.value()), axis.at(at.value())));
    }
    for (LatencyLimit limit : limits) {
      marks.add(
          new Mark(
              "limit",
              "objective for " + limit.at(),
              Durations.text(limit.limit()),
              axis.at(limit.limit())));
    }
    String said =
        "Response time of %d requests: %s"
            .formatted(
                latencies.count(),
                String.join(", ", marks.stream().map(m -> m.name() + " " + m.value()).toList()));
    return new LatencyPicture(bars(latencies, axis), marks, axis.ticks(), said);
  }

  /// Bins are as fine as they were counted; a picture shows columns of one width.
  private static List<Bar> bars(Latencies latencies, Axis axis) {
    long[] counts = new long[COLUMNS];
    for (Latencies.Bin bin : latencies.histogram()) {
      int column = (int) (axis.at(bin.from()) / WIDTH * COLUMNS);
      counts[Math.clamp(column, 0, COLUMNS - 1)] += bin.count();
    }
    long most = Math.max(1, java.util.Arrays.stream(counts).max().orElse(1));
    double width = (double) WIDTH / COLUMNS;
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      if (counts[i] > 0) {
        // What is there is seen, be it one request in a million.
        double height = Math.max(1, (double) HEIGHT * counts[i] / most);
        bars.add(
            new Bar(
                rounded(i * width),
                rounded(HEIGHT - height),
                rounded(width - 1),
                rounded(height),
                "%d requests from %s on"
                    .formatted(counts[i], Durations.text(axis.from(i * width)))));
      }
    }
    return bars;
  }

  private static double rounded(double place) {
    return Math.round(place * 10) / 10.0;
  }

  /// From a little below the least to a little above the greatest, in nanoseconds.
  private record Axis(double low, double high) {

    static Axis over(Latencies latencies, List<LatencyLimit> limits) {
      List<Duration> shown =
          Stream.concat(
                  Stream.of(latencies.min(), latencies.max()),
                  limits.stream().map(LatencyLimit::limit))
              .toList();
      double low = shown.stream().mapToDouble(Axis::nanos).min().orElse(1);
      double high = shown.stream().mapToDouble(Axis::nanos).max().orElse(1);
      return new Axis(low * 0.9, high * 1.15);
    }

    private static double nanos(Duration duration) {
      return Math.max(1, duration.toNanos());
    }

    double at(Duration duration) {
      return rounded(WIDTH * Math.log(nanos(duration) / low) / Math.log(high / low));
    }

    Duration from(double x) {
      return Duration.ofNanos(Math.round(low * Math.pow(high / low, x / WIDTH)));
    }

    List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      int[] steps = high / low < 100 ? new int[] {1, 2, 5} : new int[] {1};
      for (double decade = Math.pow(10, Math.floor(Math.log10(low)));
          decade <= high;
          decade *= 10) {
        for (int step : steps) {
          if (step * decade >= low && step * decade <= high) {
            Duration tick = Duration.ofNanos(Math.round(step * decade));
            ticks.add(new Tick(at(tick), Durations.text(tick)));
          }
        }
      }
      return ticks;
    }
  }
}
