// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.service.ServiceAddress;
import dev.slipway.measure.wire.Bearer;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the last profile predicted of a service is held against what the service gives.
final class MeasureServiceTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final ServedCapacity PREDICTED = new ServedCapacity(Duration.ofNanos(500_000));

  @TempDir Path folder;
  private final MemoryLedger ledger = new MemoryLedger();
  private final InstantSource clock = InstantSource.fixed(NOW);

  /// On the real runtime over real sockets, for as long as a quick profile takes.
  @Test
  void aPredictedCapacityIsMeasuredAndTheirDistanceIsEvidence() throws Exception {
    Workbench workbench =
        Workbench.over(
            Bench.at(new Home(folder.resolve("home")), ledger, ledger, clock), "a test", Map.of());
    OpenedProject opened = workbench.open().open(SampleProject.copyInto(folder));
    var cost = new ServingCost(PREDICTED, true, Optional.of("nobody tried"));
    SampleProject.profiled(new Shelf(ledger, clock), opened, Optional.of(cost));

    Served served;
    Path token = Files.writeString(folder.resolve("token"), "a-token-of-the-caller");
    try (ServingServer server =
        ServingServer.start(
            ServingConfig.inProcess(
                opened.model(),
                Map.of(
                    "model.name",
                    opened.project().name(),
                    "auth.tokens-file",
                    token.toString())))) {
      served =
          workbench
              .measure()
              .measure(
                  opened,
                  new ServiceAddress(
                      URI.create("http://127.0.0.1:" + server.port()),
                      Optional.empty(),
                      OptionalDouble.of(0.5),
                      Bearer.of(token)),
                  Tier.QUICK,
                  Progress.NONE);
    }

    assertFalse(ledger.entries(opened.project().name()).toString().contains("a-token-of"));
    ServedCapacity.Pair pair = served.capacity().orElseThrow();
    double measured = pair.measured().perSecond();
    assertEquals(new ServedCapacity.Pair(0.5, new Rate(1000), pair.measured()), pair);
    assertTrue(measured > 0, pair.toString());
    assertEquals(1000 / measured - 1, pair.error(), 1e-9);
    // Other programs of the machine that tests: then it is no evidence.
    boolean calm = served.block().invalid().isEmpty();
    String rate = said("serving.capacity_rps", measured, "requests/s");
    String error = said("serving.capacity_error", pair.error(), "share");
    assertEquals(
        calm ? List.of(rate, error) : List.of(),
        ledger.entries(opened.project().name()).stream()
            .map(Ledger.Entry::evidence)
            .filter(evidence -> evidence.key().startsWith("serving.capacity_"))
            .map(MeasureServiceTest::said)
            .toList());
    Sha256 model = Sha256.of(opened.model());
    Profile told = workbench.plan().last(opened, Shelf.Now.of(opened, model)).orElseThrow().value();
    assertEquals(calm ? List.of(pair) : List.of(), told.serving().orElseThrow().pairs());
    assertEquals(Optional.empty(), stale(workbench, opened));
    Files.writeString(
        opened.holdout().orElseThrow(),
        Files.readString(opened.holdout().orElseThrow()).stripTrailing());
    assertEquals(
        Optional.of("the source of the requests has changed since"), stale(workbench, opened));
  }

  private static Optional<String> stale(Workbench workbench, OpenedProject opened)
      throws Exception {
    return workbench.voyage().load(opened).target().orElseThrow().stale();
  }

  /// As the runtime and Triton have them: REST, gRPC, metrics.
  @Test
  void metricsAreLookedForBesideTheServicesOwnPort() {
    assertEquals(
        List.of(
            "Optional[http://localhost:8082/metrics]",
            "Optional[http://localhost:8002/metrics]",
            "Optional[http://[::1]:8082/metrics]",
            "Optional.empty",
            "Optional.empty"),
        List.of(
                "http://localhost:8080",
                "grpc://localhost:8001",
                "grpc://[::1]:8081",
                "https://models.example.org",
                "http://localhost:65534")
            .stream()
            .map(url -> ServiceAddress.of(URI.create(url)).metricsOrBeside().toString())
            .toList());
  }

  @Test
  void metricsThatAreGivenAreTakenAsTheyAre() {
    assertEquals(
        List.of("http://other:9090/metrics", "http://other:9090/stats"),
        List.of("http://other:9090", "http://other:9090/stats").stream()
            .map(given ->
                new ServiceAddress(
                    URI.create("grpc://localhost:8081"),
                    Optional.of(URI.create(given)),
                    OptionalDouble.empty(),
                    Bearer.NONE))
            .map(place -> place.metricsOrBeside().orElseThrow().toString())
            .toList());
  }

  private static String said(String key, double value, String unit) {
    return "%s: %s %s, %s"
        .formatted(
            key,
            new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString(),
            unit,
            Evidence.Source.TARGET);
  }

  private static String said(Evidence evidence) {
    return "%s: %s %s, %s"
        .formatted(evidence.key(), evidence.value(), evidence.unit(), evidence.source());
  }
}
