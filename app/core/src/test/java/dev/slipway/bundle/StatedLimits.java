// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Altered;
import dev.slipway.cost.Assumptions;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectParser;
import dev.slipway.plan.ModelFacts;
import dev.slipway.plan.PlanRequest;
import dev.slipway.plan.Planner;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Bundles of projects that state other latency limits, as people write them in slipway.yaml, with
/// the plan that follows from these.
final class StatedLimits {

  private static final List<String> PERCENTILES = List.of("p50", "p90", "p95", "p99", "p99.9");
  private static final List<String> UNITS = List.of("us", "ms", "s");

  /// Longest limit of the draws, in seconds, over the shortest.
  private static final double SPAN = 60 / 0.0001;

  private StatedLimits() {}

  /// @param latency one line of YAML: `{p95: 2.5 ms}`
  static BundleInput input(String latency) throws Exception {
    return input(latency, Voyager.project(Voyager.TEXT, WayIn.GATEWAY.options()));
  }

  /// @param latency one line of YAML: `{p95: 2.5 ms}`
  static BundleInput input(String latency, Project like) throws Exception {
    Project stated =
        ProjectParser.parse(
            """
            apiVersion: slipway.dev/v1
            name: wine-quality
            version: 1.4.0
            model: {file: model.onnx}
            objectives:
              latency: %s
            """
                .formatted(latency),
            "slipway.yaml");
    Objectives usual = like.objectives();
    Project project =
        Altered.of(like, "objectives", Altered.of(usual, "latency", stated.objectives().latency()));
    BundleInput input = Voyager.input();
    var request =
        new PlanRequest(
            project,
            ModelFacts.of(input.inspection(), dev.slipway.request.InputSizes.OF_MODEL),
            input.profile(),
            Optional.empty(),
            Optional.empty(),
            Assumptions.USUAL,
            Optional.empty(),
            Optional.empty());
    return Voyager.with(Voyager.with(input, project), Planner.plan(request));
  }

  /// Limits from 0.1 ms to 60 s at one to five percentiles, each in a unit and with decimals of its
  /// own: `{p50: 812.07 us, p99: 4.2003 ms}`.
  static String draw(RandomGenerator random) {
    List<String> at = new ArrayList<>(PERCENTILES);
    while (at.size() > 1 && random.nextInt(3) > 0) {
      at.remove(random.nextInt(at.size()));
    }
    List<BigDecimal> nanos =
        at.stream()
            .map(each -> 0.0001 * Math.pow(SPAN, random.nextDouble()))
            .map(seconds -> BigDecimal.valueOf((long) (seconds * 1e9)))
            .sorted()
            .toList();
    return java.util.stream.IntStream.range(0, at.size())
        .mapToObj(i -> Map.entry(at.get(i), written(nanos.get(i), random)))
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String written(BigDecimal nanos, RandomGenerator random) {
    int unit = random.nextInt(UNITS.size());
    return nanos.movePointLeft(3 * (unit + 1)).stripTrailingZeros().toPlainString()
        + " "
        + UNITS.get(unit);
  }
}
