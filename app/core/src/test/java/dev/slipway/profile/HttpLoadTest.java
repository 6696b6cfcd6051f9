// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.objective.Objectives;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against the real service, with a real model.
final class HttpLoadTest {

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
  void measuresAServiceAtTheArrivalsItWasAskedFor() throws InterruptedException {
    var arrival = new Arrival.Poisson(new Rate(100), 3);

    Block block = new HttpLoad(base, "model").run(List.of(RIGHT), arrival, SHORT, Progress.NONE);

    int meant = arrivals(arrival);
    assertEquals(arrival, block.arrival());
    assertEquals(0, block.errors());
    assertEquals(meant, block.response().count());
    assertTrue(block.response().mean().compareTo(block.service().mean()) >= 0);
  }

  @Test
  void asksAgainAndAgainWithSeveralClients() throws InterruptedException {
    Block block =
        new HttpLoad(base, "model")
            .run(List.of(RIGHT), new Arrival.Closed(2), SHORT, Progress.NONE);

    assertEquals(0, block.errors());
    assertTrue(block.response().count() > 0);
    assertEquals(block.response(), block.service());
  }

  @Test
  void countsRefusedRequestsAsErrors() throws InterruptedException {
    var arrival = new Arrival.Constant(new Rate(100));

    Block block = new HttpLoad(base, "model").run(List.of(WRONG), arrival, SHORT, Progress.NONE);

    assertEquals(50, block.errors());
    assertEquals(0, block.response().count());
  }

  @Test
  void countsAServiceThatIsNotThereAsErrors() throws Exception {
    int nobody;
    try (var socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    var gone = URI.create("http://127.0.0.1:" + nobody);

    Block block =
        new HttpLoad(gone, "model")
            .run(List.of(RIGHT), new Arrival.Constant(new Rate(50)), SHORT, Progress.NONE);

    assertEquals(25, block.errors());
  }

  @Test
  void judgesTheAnswersAgainstALimit() throws InterruptedException {
    var generous = new Objectives.Latency(new Percentile(90), Duration.ofSeconds(5));
    var impossible = new Objectives.Latency(new Percentile(90), Duration.ofNanos(1));

    HttpLoad.Result result =
        new HttpLoad(base, "model", List.of(generous, impossible))
            .judge(List.of(RIGHT), new Arrival.Constant(new Rate(200)), SHORT, Progress.NONE);

    assertInstanceOf(Verdict.Met.class, result.verdicts().getFirst().verdict());
    assertTrue(!(result.verdicts().getLast().verdict() instanceof Verdict.Met));
    assertEquals(100, result.block().response().count());
  }

  @Test
  void needsSomethingToSend() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new HttpLoad(base, "model")
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
