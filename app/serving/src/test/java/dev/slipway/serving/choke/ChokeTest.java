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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a crowd does, the others are served meanwhile, and nothing is left of the crowd.
class ChokeTest {

  /// What the plan writes for a container of 256 MiB, and the image's flags for Java.
  private static final int MEBIBYTES = 256;

  /// Sockets are counted to a container, too.
  private static final int FOR_THE_KERNEL = 16;

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
  @EnumSource(
      names = {
        "LARGE_UNFINISHED_BODIES",
        "SLOW_BODIES",
        "SLOW_HEADERS",
        "IDLE",
        "UNREAD_ANSWERS",
        "GZIP_BOMBS"
      })
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
      Crowd.Plan plan = new Crowd.Plan(attack, 200, 1_000, Duration.ofMillis(100));
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

  /// As a container of 256 MiB runs it. Twenty thousand say nothing, eight thousand send a part of
  /// a body, five thousand do each other thing that costs memory or places, five hundred what costs
  /// time.
  @ParameterizedTest
  @EnumSource
  @Tag("nightly")
  void aContainerOf256MebibytesServesOthersWhileThousandsDoThis(Attack attack) throws Exception {
    int size =
        switch (attack) {
          case IDLE -> 20_000;
          case UNFINISHED_BODIES -> 8_100;
          default -> attack.takesTime() ? 500 : 5_000;
        };
    int aSecond = attack.takesTime() ? 100 : 1_000;
    Crowd.Plan plan = new Crowd.Plan(attack, size, aSecond, Duration.ofSeconds(20));
    try (ServerProcess server = ServerProcess.start(model(), PLANNED, IMAGE);
        Honest honest = new Honest(server.port(), 100);
        Crowd many = new Crowd(server.port(), plan)) {
      many.awaitOpened();
      long peak = 0;
      for (int i = 0; i < 150; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        peak = Math.max(peak, server.heldMemory());
      }
      Crowd.Tally crowd = many.stop();
      Honest.Tally good = honest.stop();

      System.out.printf("%s: %s; peak %d MiB; %s%n", attack, good, peak >> 20, crowd);
      assertTrue(server.isRunning(), "the server ended");
      assertTrue(good.share() >= LEAST_ANSWERED, good.toString());
      assertTrue(peak <= (long) (MEBIBYTES - FOR_THE_KERNEL) << 20, peak + " bytes");
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
      assertEquals("stopped", server.stop().getLast().get("event").asText());
    }
  }
}
