// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Services of three kinds under any traffic, for tests.
public final class Services {

  private Services() {}

  /// A kind of model: how long an inference takes, what memory it peaks at, and a limit that people
  /// put on it.
  public enum Kind {
    TABULAR(Duration.ofNanos(50_000), 180, Duration.ofMillis(5)),
    SENTENCE(Duration.ofMillis(12), 700, Duration.ofMillis(150)),
    PICTURE(Duration.ofMillis(80), 1_200, Duration.ofMillis(900));

    final Duration inference;
    final int mebibytes;
    final Duration limit;

    Kind(Duration inference, int mebibytes, Duration limit) {
      this.inference = inference;
      this.mebibytes = mebibytes;
      this.limit = limit;
    }
  }

  /// As measured: service times vary by a third.
  public static Profile profile(Kind kind) {
    Random random = new Random(7);
    List<Long> nanos =
        random
            .doubles(2_000)
            .mapToObj(_ ->
                Math.round(kind.inference.toNanos() * 0.96 * Math.exp(0.3 * random.nextGaussian())))
            .toList();
    Profile like = Samples.profile();
    Block closed =
        Altered.of(
            like.closed(),
            "service",
            Altered.of(like.closed().service(), "mean", kind.inference),
            "cpuPerInference",
            kind.inference);
    return Altered.of(
        like, "closed", closed, "samples", nanos, "peakMemory", Bytes.mebibytes(kind.mebibytes));
  }

  public static Project project(Kind kind, Traffic traffic) {
    Objectives objectives =
        Altered.of(
            Samples.objectives(0.999),
            "latency",
            List.of(new LatencyLimit(new Percentile(99), kind.limit)),
            "traffic",
            Optional.of(traffic),
            "budget",
            Optional.empty());
    return Samples.projectWith(objectives);
  }

  public static EstimateRequest request(Kind kind, Traffic traffic, PriceBook book) {
    return EstimateRequest.of(
        Workload.of(profile(kind), book, Optional.empty()), project(kind, traffic));
  }

  /// @param average share of the peak
  public static Traffic traffic(double peak, double average, LoadShape shape) {
    return new Traffic(new Rate(peak * average), new Rate(peak), shape);
  }
}
