// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Percentile;
import dev.slipway.measure.verdict.VerdictRates.Edge;
import java.util.List;
import java.util.stream.IntStream;

/// Simulated services at rates where their late answers come together, each with the limit that it
/// just holds there. The limits are the percentiles of thirty million requests, which
/// `VerdictRatesBench` finds again.
final class Edges {

  private static final Percentile P95 = new Percentile(95);
  private static final Percentile P99 = new Percentile(99);
  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final SimulatedService RANDOM = SimulatedService.one(SimulatedService::random);

  private Edges() {}

  /// Six queues, at p95.
  static List<Edge> queues() {
    return List.of(
        queue("one worker, random times (M/M/1), 85 % busy", RANDOM, 850, 0.019972),
        queue(
            "one worker, equal times (M/D/1), 90 % busy",
            SimulatedService.one(SimulatedService::equal), 900, 0.0151),
        queue(
            "one worker, heavy-tailed times (M/G/1), 70 % busy",
            SimulatedService.one(SimulatedService::heavy), 700, 0.0224),
        queue(
            "bursts of half a second, 84 % busy in them",
            SimulatedService.inBursts(RANDOM, 0.5, 0.5), 420, 0.0174),
        queue("two workers (M/M/2), 90 % busy", SimulatedService.two(), 1_800, 0.0153),
        queue(
            "batches of up to eight, 85 % of the most",
            SimulatedService.batching(), 850 * 8 / 6.0, 0.0141));
  }

  /// The same six at p99.
  static List<Edge> queuesFurtherOut() {
    double[] limits = {0.030702, 0.0228, 0.0427, 0.0267, 0.0235, 0.0180};
    List<Edge> queues = queues();
    return IntStream.range(0, limits.length)
        .mapToObj(i -> {
          Edge near = queues.get(i);
          return new Edge(near.name(), near.service(), near.rate(), P99, limits[i], NEVER);
        })
        .toList();
  }

  private static Edge queue(String name, SimulatedService service, double rate, double limit) {
    return new Edge(name, service, rate, P95, limit, NEVER);
  }

  /// Four services that hardly wait for anything but their stalls, which alone break the limit.
  static List<Edge> stalls() {
    return List.of(
        stall(0.3, 6, P95, 0.0968),
        stall(0.5, 10, P95, 0.1604),
        stall(0.3, 30, P99, 0.0956),
        stall(0.5, 50, P99, 0.1467));
  }

  private static Edge stall(double length, double every, Percentile at, double limit) {
    String name = "%.0f ms, once in %.0f s".formatted(1000 * length, every);
    SimulatedService service = SimulatedService.stalling(SimulatedService::random, length, every);
    return new Edge(name, service, 300, at, limit, every);
  }
}
