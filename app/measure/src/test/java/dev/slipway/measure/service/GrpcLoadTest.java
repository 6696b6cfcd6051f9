// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Schedule;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.measure.wire.Bearer;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.tensor.Tensor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same load over gRPC, against the real service with a real model.
final class GrpcLoadTest {

  private static final Path MODEL =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");

  private static final Map<String, Tensor> ROW =
      Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450));
  private static final Map<String, Tensor> MISFIT =
      Map.of("measurements", Tensor.floats(new long[] {1, 1}, 36.7f));
  private static final Duration SHORT = Duration.ofMillis(500);

  private static ServingServer server;
  private static ServiceLoad grpc;
  private static ServiceLoad rest;

  @BeforeAll
  static void serve() throws Exception {
    server = ServingServer.start(ServingConfig.inProcess(MODEL, Map.of("grpc.port", "0")));
    grpc = over(server.grpcPort().getAsInt());
    rest = new ServiceLoad(URI.create("http://127.0.0.1:" + server.port()), "model");
  }

  private static ServiceLoad over(int port) {
    return new ServiceLoad(URI.create("grpc://127.0.0.1:" + port), "model");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Over each wire, alone and under load; nothing that could be kept shows it.
  @Test
  void aServiceThatAsksForATokenIsBroughtIt(@TempDir Path folder) throws Exception {
    String token = "a-token-of-the-caller";
    Path file = Files.writeString(folder.resolve("tokens"), "# ours\n\n" + token + "\n");
    Map<String, String> options = Map.of("grpc.port", "0", "auth.tokens-file", file.toString());
    Bearer bearer = Bearer.of(file);
    try (ServingServer guarded = ServingServer.start(ServingConfig.inProcess(MODEL, options))) {
      for (URI base :
          List.of(
              URI.create("http://127.0.0.1:" + guarded.port()),
              URI.create("grpc://127.0.0.1:" + guarded.grpcPort().getAsInt()))) {
        var load = new ServiceLoad(base, "model", bearer, List.of());
        byte[] request = load.request(ROW);
        Block block = load.run(List.of(request), new Arrival.Closed(2), SHORT, Progress.NONE);

        assertFalse(load.outputs(load.ask(request)).isEmpty());
        assertEquals(0, block.errors());
        assertTrue(block.response().count() > 0);
        assertThrows(
            ProblemException.class, () -> new ServiceLoad(base, "model", List.of()).ask(request));
      }
      var rest =
          new ServiceLoad(
              URI.create("http://127.0.0.1:" + guarded.port()), "model", bearer, List.of());
      String body = new String(rest.request(ROW), StandardCharsets.UTF_8);
      assertTrue(rest.most(List.of(body), 2, SHORT).perSecond() > 0);
    }
    assertEquals("a token", bearer.toString());
    Files.writeString(file, "two words\n");
    ProblemException none = assertThrows(ProblemException.class, () -> Bearer.of(file));
    assertFalse(none.problem().toString().contains("two words"));
  }

  @Test
  void answersAreThoseOfRest() throws Exception {
    Map<String, Tensor> answer = grpc.outputs(grpc.ask(grpc.request(ROW)));

    assertEquals(rest.outputs(rest.ask(rest.request(ROW))), answer);
    assertFalse(answer.isEmpty());
  }

  @Test
  void sendsAtTheSameArrivals() throws InterruptedException {
    var arrival = new Arrival.Poisson(new Rate(100), 3);

    Block block = grpc.run(List.of(grpc.request(ROW)), arrival, SHORT, Progress.NONE);

    assertEquals(0, block.errors());
    assertEquals(
        Schedule.poisson(arrival.rate(), arrival.seed(), SHORT).size(), block.response().count());
  }

  @Test
  void tellsWhereTheTimeOfARequestGoes() throws Exception {
    var asked = new ServiceLoad.Requests(List.of(ROW), List.of(grpc.ask(grpc.request(ROW))));
    URI metrics = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");

    ServiceLoad.SplitResult watched =
        grpc.watch(
            asked, new Arrival.Closed(2), Looks.once(SHORT), Optional.of(metrics), Progress.NONE);

    ServedSplit split = watched.split();
    assertEquals(watched.result().block().service().mean(), split.service());
    assertEquals(
        split.service().plus(split.excess()),
        split.parts().values().stream().reduce(Duration.ZERO, Duration::plus));
    assertEquals(
        watched.result().block().service().count(), split.server().orElseThrow().requests());
    assertTrue(split.server().get().compute().isPositive(), split.toString());
  }

  @Test
  void countsRefusedAndUnansweredRequestsAsErrors() throws Exception {
    var arrival = new Arrival.Constant(new Rate(50));
    int nobody;
    try (var socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }

    Block refused = grpc.run(List.of(grpc.request(MISFIT)), arrival, SHORT, Progress.NONE);
    Block gone = over(nobody).run(List.of(grpc.request(ROW)), arrival, SHORT, Progress.NONE);

    assertEquals(25, refused.errors());
    assertEquals(25, gone.errors());
  }

  @Test
  void saysWithWhichStatusAServiceFails() {
    var other =
        new ServiceLoad(URI.create("grpc://127.0.0.1:" + server.grpcPort().getAsInt()), "x");

    assertEquals(
        "It answers with status NOT_FOUND: no such model or version; this server has model 'model'"
            + " version '1'",
        problem(other, other.request(ROW)).why());
    assertTrue(
        problem(grpc, grpc.request(MISFIT)).why().startsWith("It answers with status INVALID"));
    assertTrue(
        problem(over(server.port()), grpc.request(ROW)).why().startsWith("It answers with status"));
  }

  private static Problem problem(ServiceLoad load, byte[] request) {
    return assertThrows(ProblemException.class, () -> load.ask(request)).problem();
  }

  @Test
  void anAnswerThatIsNoneIsAProblem() {
    byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);

    assertThrows(ProblemException.class, () -> grpc.outputs(page));
    assertThrows(ProblemException.class, () -> grpc.outputs(new byte[0]));
    assertEquals("6 bytes that are no ModelInferResponse", grpc.shown(page));
  }

  /// At a server that takes connections and says nothing.
  @Test
  void endsAtOnceWhenItIsCancelled() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServiceLoad load = over(silent.getLocalPort());
      Thread.currentThread().interrupt();

      assertThrows(InterruptedException.class, () -> load.ask(load.request(ROW)));
      assertFalse(Thread.interrupted());
    }
  }
}
