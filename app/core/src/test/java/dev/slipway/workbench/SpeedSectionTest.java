// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Altered;
import dev.slipway.base.Percentile;
import dev.slipway.cost.Samples;
import dev.slipway.measure.load.Latencies;
import dev.slipway.profile.LengthTimes;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.SpeedSection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the page says of speed.
final class SpeedSectionTest {

  @Test
  void theLongestRequestsStandBesideAllAndEachLengthHasItsTime() {
    List<LengthTimes> lengths =
        List.of(
            new LengthTimes(16, 16, 0.75, 16, latencies(1_000, 1_000_000, 1_100_000)),
            new LengthTimes(17, 128, 0.25, 100, latencies(300, 5_000_000, 6_200_000)));

    assertEquals(
        List.of(
            "longest requests: p95 6.2 ms, all p95 1.7 ms (the model alone, one request at a time;"
                + " the longest have 17 to 128 values, and are 25 % of all)",
            "length 16: p95 1.1 ms (75 % of the requests, 16,000 values a second)",
            "length 17 to 128: p95 6.2 ms (25 % of the requests, 20,000 values a second)"),
        said(lengths));
  }

  @Test
  void ofTooFewRequestsForAPercentileTheMeanIsSaid() {
    var few =
        new Latencies(
            3,
            Duration.ofMillis(240),
            Duration.ofMillis(250),
            Duration.ofMillis(260),
            List.of(),
            List.of());

    assertEquals("mean 250 ms", new LengthTimes(1, 9, 1, 5, few).time());
    assertEquals(List.of(), said(List.of()));
  }

  private static Latencies latencies(long count, long mean, long p95) {
    Duration at = Duration.ofNanos(p95);
    return new Latencies(
        count,
        Duration.ofNanos(mean / 2),
        Duration.ofNanos(mean),
        at.multipliedBy(2),
        List.of(new Latencies.AtPercentile(new Percentile(95), at, at, at)),
        List.of());
  }

  private static List<String> said(List<LengthTimes> lengths) {
    Profile like = Samples.profile();
    Profile profile = Altered.of(like, "lengths", lengths);
    return SpeedSection.of(profile).rows().stream()
        .filter(row -> row.name().contains("length") || row.name().contains("longest"))
        .map(SpeedSectionTest::line)
        .toList();
  }

  private static String line(Section.Row row) {
    return "%s: %s (%s)".formatted(row.name(), row.value(), row.reason());
  }
}
