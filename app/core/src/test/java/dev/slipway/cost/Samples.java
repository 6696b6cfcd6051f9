// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Risk;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.PlainProject;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// A project, a profile and the shipped price book, for tests.
public final class Samples {

  public static final String ICE_LAKE = "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz";

  private Samples() {}

  public static Map<String, String> tables() {
    Map<String, String> tables = new TreeMap<>();
    for (String name :
        List.of(
            "instances.csv",
            "services.csv",
            "burstable.csv",
            "perf_index.csv",
            "commitments_aws.csv",
            "energy_coefficients.csv",
            "grid_carbon.csv")) {
      try (InputStream in = PriceBook.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("no table " + name);
        }
        tables.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tables;
  }

  public static PriceBook book() throws ProblemException {
    return PriceBook.parse(tables());
  }

  /// Log-normal service times with a mean of about 1.25 ms.
  public static double[] seconds() {
    Random random = new Random(7);
    double[] seconds = new double[5_000];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = 0.0012 * Math.exp(0.3 * random.nextGaussian());
    }
    return seconds;
  }

  public static Environment environment(String cpu) {
    return new Environment(
        "Linux",
        "amd64",
        cpu,
        List.of(),
        4,
        "none",
        "none",
        "performance",
        "mains",
        "25",
        "1.28.0");
  }

  public static Profile profile() {
    return profile(Optional.empty());
  }

  public static Profile profile(Optional<ServingCost> serving) {
    List<Long> nanos = new ArrayList<>();
    for (double second : seconds()) {
      nanos.add(Math.round(second * 1e9));
    }
    Latencies open = latencies(3_600);
    Block closed = block(new Arrival.Closed(1), latencies(5_000));
    return new Profile(
        Sha256.of(new byte[] {1}),
        Instant.parse("2026-11-25T01:00:00Z"),
        Tier.STANDARD,
        new Profile.Settings(1, "all", 1),
        environment(ICE_LAKE),
        Duration.ofMillis(40),
        Duration.ofMillis(8),
        Duration.ofMillis(900),
        closed,
        block(new Arrival.Poisson(new Rate(120), 1), open),
        new Rate(400),
        Bytes.mebibytes(180),
        Bytes.mebibytes(120),
        List.of(),
        serving,
        nanos,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static Block block(Arrival arrival, Latencies latencies) {
    return new Block(
        arrival,
        Duration.ofSeconds(30),
        latencies,
        latencies,
        new Rate(120),
        0,
        0,
        Duration.ofNanos(1_250_000),
        0.01,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Latencies latencies(long count) {
    return new Latencies(
        count,
        Duration.ofNanos(600_000),
        Duration.ofNanos(1_250_000),
        Duration.ofMillis(4),
        List.of(at(50, 1_200_000), at(95, 1_700_000), at(99, 1_900_000)),
        List.of());
  }

  private static Latencies.AtPercentile at(double percent, long nanos) {
    return new Latencies.AtPercentile(
        new Percentile(percent),
        Duration.ofNanos(nanos),
        Duration.ofNanos(Math.round(nanos * 0.97)),
        Duration.ofNanos(Math.round(nanos * 1.03)));
  }

  public static Objectives objectives(double availability) {
    return new Objectives(
        Optional.empty(),
        Optional.empty(),
        Optional.of(Risk.MINIMAL),
        List.of(
            new LatencyLimit(new Percentile(95), Duration.ofMillis(10)),
            new LatencyLimit(new Percentile(99), Duration.ofMillis(25))),
        Optional.of(new Traffic(new Rate(20), new Rate(120), LoadShape.OFFICE_HOURS)),
        Optional.of(availability),
        Optional.empty(),
        Optional.of(Money.usd("400")),
        Optional.of(new Bytes(250_000_000)),
        Optional.empty(),
        Optional.empty());
  }

  public static Objectives noObjectives() {
    return new Objectives(
        Optional.empty(),
        Optional.empty(),
        Optional.of(Risk.LIMITED),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static Project project() {
    return projectWith(objectives(0.999));
  }

  public static Project projectWith(Objectives objectives) {
    return new Project(
        "penguins",
        "1.0.0",
        new TreeMap<>(),
        PlainProject.model(Optional.empty()),
        Optional.empty(),
        objectives,
        PlainProject.RUNNING,
        new Project.Release(Optional.empty(), List.of("docker", "kubernetes"), Map.of()));
  }

  public static Workload workload(PriceBook book) {
    return Workload.of(profile(), book, Optional.of(new Bytes(130_000_000)));
  }

  public static EstimateRequest request(PriceBook book) {
    return EstimateRequest.of(workload(book), objectives(0.999));
  }
}
