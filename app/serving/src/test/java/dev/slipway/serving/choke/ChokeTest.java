// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.choke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.Metrics;
import dev.slipway.serving.ServerProcess;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.onnx.TestModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a crowd does, the others are served meanwhile, and nothing is left of the crowd.
class ChokeTest {

  /// What the plan writes for a container of 256 MiB, and the image's flags for Java.
  private static final int MEBIBYTES = 256;

  private static final Map<String, String> PLANNED =
      Map.of(
          "request.max-bytes", "1024 KiB",
          "receive.max-bytes", "26214 KiB",
          "connections.max", "2184",
          "log.requests", "none");

  private static final List<String> IMAGE =
      List.of(
          "-XX:MaxRAM=" + MEBIBYTES + "m",
          "-XX:MaxRAMPercentage=40",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData");

  private static final double LEAST_ANSWERED = 0.95;

  @TempDir Path folder;

  private Path model() throws Exception {
    return TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
  }

  /// Hundreds against a server with the place and the memory for some of them.
  @ParameterizedTest
  @EnumSource
  void servesOthersWhileAFewHundredDoThis(Attack attack) throws Exception {
    Map<String, String> limits =
        Map.of(
            "request.max-bytes", "128 KiB",
            "receive.max-bytes", "2 MiB",
            "receive.patience", "300 ms",
            "connections.max", "100",
            "log.requests", "none");
    try (ServingServer server = ServingServer.start(ServingConfig.inProcess(model(), limits));
        Honest honest = new Honest(server.port(), 100)) {
      Crowd.Tally crowd;
      Crowd.Plan plan = new Crowd.Plan(attack, 300, 1_500, Duration.ofMillis(100));
      try (Crowd many = new Crowd(server.port(), plan)) {
        many.awaitOpened();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        crowd = many.stop();
      }
      Honest.Tally good = honest.stop();

      System.out.printf("%s: %s; %s%n", attack, good, crowd);
      assertTrue(good.share() >= LEAST_ANSWERED, good.toString());
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
      Metrics.await(server.managementPort(), "inference_connections", 0);
    }
  }

  /// As a container of 256 MiB runs it: each crowd for half a minute, one after another, against
  /// the same process.
  @Test
  @Tag("nightly")
  void aContainerOf256MebibytesServesOthersWhileThousandsDoThis() throws Exception {
    try (ServerProcess server = ServerProcess.start(model(), PLANNED, IMAGE)) {
      for (Attack attack : Attack.values()) {
        int size = attack == Attack.IDLE ? 20_000 : attack == Attack.UNFINISHED_BODIES ? 8_100 : 5_000;
        attack(server, new Crowd.Plan(attack, size, 2_500, Duration.ofSeconds(20)));
      }
      assertTrue(server.peakMemory() <= (long) MEBIBYTES << 20, server.peakMemory() + " bytes");
      assertEquals("stopped", server.stop().getLast().get("event").asText());
    }
  }

  private static void attack(ServerProcess server, Crowd.Plan plan) throws Exception {
    Crowd.Tally crowd;
    Honest.Tally good;
    try (Honest honest = new Honest(server.port(), 100);
        Crowd many = new Crowd(server.port(), plan)) {
      many.awaitOpened();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(25));
      crowd = many.stop();
      good = honest.stop();
    }
    System.out.printf(
        "%s: %s; peak %d MiB; %s%n", plan.attack(), good, server.peakMemory() >> 20, crowd);
    assertTrue(server.isRunning(), "the server ended");
    assertTrue(good.share() >= LEAST_ANSWERED, good.toString());
    Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
  }
}
