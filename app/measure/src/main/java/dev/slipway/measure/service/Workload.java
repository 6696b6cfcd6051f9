// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The load on a running service and the limits of its verdict; the same on a laptop and beside the
/// deployed service. The requests themselves are golden cases.
///
/// @param project name of the project, and of the model in the service
/// @param version of the project
/// @param model hash of the ONNX file
/// @param peak arrivals in the open loop; without it a few clients ask again and again
public record Workload(
    String project,
    String version,
    Sha256 model,
    Tier tier,
    Optional<Rate> peak,
    List<LatencyLimit> limits) {

  /// Of the arrivals and of the choice of requests.
  public static final long SEED = 20_261_125;

  private static final String SCHEMA = "slipway/workload/v1";
  private static final int CLIENTS = 4;

  public Workload {
    limits = List.copyOf(limits);
  }

  /// How requests come, drawn from a seed.
  public Arrival arrival(long seed) {
    return peak.<Arrival>map(rate -> new Arrival.Poisson(rate, seed))
        .orElse(new Arrival.Closed(CLIENTS));
  }

  /// How long it is measured.
  public Looks looks() {
    return tier.looks(limits);
  }

  /// How long the service is loaded before that counts: a quarter of the tier's usual length.
  public Duration warmUp() {
    return tier.looks(List.of()).first().dividedBy(4);
  }

  /// Reads the file of a bundle.
  ///
  /// @param source the file's name, for problems
  public static Workload parse(String json, String source) throws ProblemException {
    JsonNode node = Json.tree(json);
    if (!node.path("schema").asText().equals(SCHEMA)) {
      throw malformed(source, "it is not of the form " + SCHEMA);
    }
    try {
      return new Workload(
          node.path("project").asText(),
          node.path("version").asText(),
          new Sha256(node.path("model").asText()),
          Tier.valueOf(node.path("tier").asText().toUpperCase(Locale.ROOT)),
          node.has("peak") ? Optional.of(new Rate(positive(node, "peak"))) : Optional.empty(),
          limits(node.path("limits")));
    } catch (IllegalArgumentException e) {
      throw malformed(source, String.valueOf(e.getMessage()));
    }
  }

  private static List<LatencyLimit> limits(JsonNode nodes) {
    List<LatencyLimit> limits = new ArrayList<>();
    for (JsonNode node : nodes) {
      limits.add(
          new LatencyLimit(
              new Percentile(positive(node, "percentile")),
              Duration.ofNanos(Math.round(positive(node, "milliseconds") * 1e6))));
    }
    return limits;
  }

  private static double positive(JsonNode node, String field) {
    double value = node.path(field).asDouble();
    if (!node.path(field).isNumber() || !(value > 0)) {
      throw new IllegalArgumentException(field + " is not a number above 0");
    }
    return value;
  }

  private static ProblemException malformed(String source, String why) {
    return Problem.input(
            "workload.malformed",
            source + " is not a workload",
            why,
            "Take the file from the bundle as slipway export wrote it")
        .asException();
  }
}
