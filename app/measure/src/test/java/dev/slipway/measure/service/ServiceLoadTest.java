// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Schedule;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against the real service, with a real model.
final class ServiceLoadTest {

  private static final Path MODEL =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");

  private static final byte[] RIGHT = request("[36.7, 19.3, 193, 3450]");
  private static final byte[] WRONG = request("[36.7]");
  private static final Duration SHORT = Duration.ofMillis(500);

  private static ServingServer server;
  private static URI base;

  @BeforeAll
  static void serve() throws Exception {
    server = ServingServer.start(ServingConfig.inProcess(MODEL, Map.of()));
    base = URI.create("http://127.0.0.1:" + server.port() + "/");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aSenderIsAwakeBeforeARequestIsDueButNotForMuchOfTheTime() {
    assertEquals(
        List.of(300L, 250L, 50L, 50L),
        List.of(60, 200, 1000, 20_000).stream()
            .map(rate -> ServiceLoad.spin(new Arrival.Constant(new Rate(rate))).toNanos() / 1000)
            .toList());
  }

  @Test
  void measuresAServiceAtTheArrivalsItWasAskedFor() throws InterruptedException {
    var arrival = new Arrival.Poisson(new Rate(100), 3);

    Block block = new ServiceLoad(base, "model").run(List.of(RIGHT), arrival, SHORT, Progress.NONE);

    int meant = arrivals(arrival);
    assertEquals(arrival, block.arrival());
    assertEquals(0, block.errors());
    assertEquals(meant, block.response().count());
    assertTrue(block.response().mean().compareTo(block.service().mean()) >= 0);
  }

  @Test
  void asksAgainAndAgainWithSeveralClients() throws InterruptedException {
    Block block =
        new ServiceLoad(base, "model")
            .run(List.of(RIGHT), new Arrival.Closed(2), SHORT, Progress.NONE);

    assertEquals(0, block.errors());
    assertTrue(block.response().count() > 0);
    assertEquals(block.response(), block.service());
  }

  @Test
  void countsRefusedRequestsAsErrors() throws InterruptedException {
    var arrival = new Arrival.Constant(new Rate(100));

    Block block = new ServiceLoad(base, "model").run(List.of(WRONG), arrival, SHORT, Progress.NONE);

    assertEquals(50, block.errors());
    assertEquals(0, block.response().count());
  }

  @Test
  void countsAServiceThatIsNotThereAsErrors() throws Exception {
    var gone = URI.create("http://127.0.0.1:" + nobody());

    Block block =
        new ServiceLoad(gone, "model")
            .run(List.of(RIGHT), new Arrival.Constant(new Rate(50)), SHORT, Progress.NONE);

    assertEquals(25, block.errors());
  }

  @Test
  void judgesTheAnswersAgainstALimit() throws InterruptedException {
    var generous = new LatencyLimit(new Percentile(5), Duration.ofSeconds(5));
    var impossible = new LatencyLimit(new Percentile(50), Duration.ofNanos(1));

    ServiceLoad.Result result =
        new ServiceLoad(base, "model", List.of(generous, impossible))
            .judge(
                List.of(RIGHT),
                new Arrival.Constant(new Rate(200)),
                Looks.once(SHORT),
                Progress.NONE);

    assertInstanceOf(Verdict.Met.class, result.verdicts().getFirst().verdict());
    assertTrue(!(result.verdicts().getLast().verdict() instanceof Verdict.Met));
    assertEquals(100, result.block().response().count());
  }

  /// Each request waits alone for others that never come.
  @Test
  void tellsWhereTheTimeOfARequestGoes() throws Exception {
    var options = Map.of("execution", "worker", "batch.max-delay", "5 ms");
    ServiceLoad.SplitResult watched;
    try (ServingServer slow = ServingServer.start(ServingConfig.inProcess(MODEL, options))) {
      watched = watch(slow, Optional.of(metrics(slow.managementPort())));
    }

    ServedSplit split = watched.split();
    Block block = watched.result().block();
    assertEquals(block.service().mean(), split.service());
    assertEquals(
        split.service().plus(split.excess()),
        split.parts().values().stream().reduce(Duration.ZERO, Duration::plus));
    ServerTimes server = split.server().orElseThrow();
    assertEquals(block.service().count(), server.requests());
    assertTrue(server.batch().orElseThrow().toMillis() >= 5, split.toString());
    assertTrue(server.compute().isPositive() && split.serialise().isPositive(), split.toString());
    assertEquals(Duration.ZERO, split.excess());
  }

  @Test
  void saysWhyAServerTellsNothing() throws Exception {
    URI page = metrics(server.port());

    ServedSplit unknown = watch(server, Optional.empty()).split();
    ServedSplit noSuchPage = watch(server, Optional.of(page)).split();
    ServedSplit nobody = watch(server, Optional.of(metrics(nobody()))).split();

    assertEquals("where its metrics are is not known", unknown.because());
    assertEquals(page + " answers with status 404", noSuchPage.because());
    assertTrue(nobody.because().startsWith("no metrics come from http://"), nobody.because());
    for (ServedSplit split : List.of(unknown, noSuchPage, nobody)) {
      assertEquals(Map.of(), split.parts());
      assertTrue(split.service().isPositive() && split.serialise().isPositive());
    }
  }

  /// The metrics are those of a server, but not of this model.
  @Test
  void takesNoTimesOfAnotherModel() throws Exception {
    ServedSplit split;
    Map<String, String> named = Map.of("model.name", "other");
    try (ServingServer other = ServingServer.start(ServingConfig.inProcess(MODEL, named))) {
      split = watch(server, Optional.of(metrics(other.managementPort()))).split();
    }

    assertTrue(split.because().endsWith("holds no times of requests to 'model' meanwhile"));
    assertEquals(Optional.empty(), split.network());
  }

  private static ServiceLoad.SplitResult watch(ServingServer service, Optional<URI> metrics)
      throws Exception {
    var load = new ServiceLoad(URI.create("http://127.0.0.1:" + service.port()), "model");
    List<Map<String, Tensor>> rows =
        List.of(
            Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450)),
            Map.of("measurements", Tensor.floats(new long[] {1, 4}, 46.5f, 17.9f, 192, 3500)));
    byte[] answer = load.ask(load.request(rows.getFirst()));
    return load.watch(
        new ServiceLoad.Requests(rows, List.of(answer)),
        new Arrival.Closed(1),
        Looks.once(SHORT),
        metrics,
        Progress.NONE);
  }

  private static URI metrics(int port) {
    return URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  private static int nobody() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void needsSomethingToSend() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ServiceLoad(base, "model")
                .run(List.of(), new Arrival.Closed(1), SHORT, Progress.NONE));
  }

  private static int arrivals(Arrival.Poisson arrival) {
    return Schedule.poisson(arrival.rate(), arrival.seed(), SHORT).size();
  }

  private static byte[] request(String data) {
    return """
    {"inputs": [{"name": "measurements", "datatype": "FP32", "shape": [1, 4], "data": %s}]}
    """
        .formatted(data)
        .getBytes(StandardCharsets.UTF_8);
  }
}
