// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.access.Access;
import dev.slipway.serving.admission.AdmissionLimits;
import dev.slipway.serving.execution.ExecutionMode;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.protocol.ImagesReader;
import dev.slipway.serving.protocol.NonFinite;
import dev.slipway.serving.protocol.TextsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingConfigTest {

  @TempDir Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void writeModel() throws Exception {
    model = Files.writeString(folder.resolve("wine-quality.onnx"), "bytes");
  }

  @Test
  void everythingButTheModelHasADefault() throws Exception {
    long heap = Runtime.getRuntime().maxMemory();
    ServingConfig config =
        ServingConfig.load(
            Optional.empty(),
            Map.of(
                "SLIPWAY_MODEL_PATH",
                model.toString(),
                "SLIPWAY_MODEL_THREADS",
                "3",
                "SLIPWAY_HTTP_EVENT_LOOPS",
                "2"));

    assertEquals(
        new ServingConfig(
            model,
            "wine-quality",
            "1",
            ModelSettings.withThreads(3),
            "0.0.0.0",
            8080,
            OptionalInt.of(8081),
            8082,
            2,
            16 << 20,
            Duration.ofSeconds(10),
            new AdmissionLimits(
                Math.max(16 << 20, heap / 4) + (1 << 18),
                Duration.ofSeconds(10),
                8 << 10,
                AdmissionLimits.connectionsOf(heap, false)),
            64,
            ExecutionMode.AUTO,
            32,
            Duration.ZERO,
            50,
            Optional.empty(),
            NonFinite.REJECT,
            Duration.ofSeconds(3),
            Duration.ofMillis(500),
            Duration.ofSeconds(20),
            RequestLog.ERRORS,
            List.of(
                0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
                1.0, 2.5, 5.0),
            MetricsCompat.NONE,
            Optional.empty(),
            Access.Settings.NONE,
            Optional.empty(),
            10_000,
            new TextsReader.Limits(256, 20_000),
            512,
            1,
            new ImagesReader.Limits(16, 25_000_000)),
        config);
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws Exception {
    Path file = folder.resolve("serving.properties");
    Files.writeString(
        file, "model.path=" + model + "\nhttp.port=9000\nrequest.max-bytes = 2 KiB\n");

    ServingConfig config =
        ServingConfig.load(
            Optional.of(file), Map.of("SLIPWAY_HTTP_PORT", "9001", "SLIPWAY_HOME", "/elsewhere"));

    assertEquals(9001, config.httpPort());
    assertEquals(2048, config.requestMaxBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http.port         | 65536   | 0 to 65535
          http.port         | http    | 0 to 65535
          model.threads     | 0       | auto, or 1 to 1024
          request.max-bytes | 2 GiB   | 1 KiB to 1 GiB
          request.max-bytes | -1      | 1 KiB to 1 GiB
          request.deadline  | 5       | 1 ms to 1 h
          request.deadline  | 999999999999999999 h | 1 ms to 1 h
          receive.max-bytes | 1 B     | auto, or 1 KiB to 64 GiB
          receive.patience  | 10 ms   | 100 ms to 10 min
          receive.least-rate | 0      | 1 B to 1 GiB
          connections.max   | 8       | auto, or 16 to 1000000
          execution         | Loop    | auto, loop, worker
          model.name        | a/b     | letters, digits, '.', '_', '-'
          metrics.latency-buckets | 0.1,0.05 | 1 to 100 rising numbers of seconds, separated by commas
          metrics.latency-buckets | 0.1,,1   | 1 to 100 rising numbers of seconds, separated by commas
          """)
  void saysWhichOptionAndWhatIsAllowed(String option, String value, String allowed) {
    Map<String, String> values = new HashMap<>(Map.of("model.path", model.toString()));
    values.put(option, value);

    var refused = assertThrows(ConfigException.class, () -> ServingConfig.of(values));

    assertEquals(
        "option %s is '%s'; allowed: %s".formatted(option, value, allowed), refused.reason());
  }

  @Test
  void namesTheNearestOptionForAnUnknownOne() {
    var refused =
        assertThrows(ConfigException.class, () -> ServingConfig.of(Map.of("http.prot", "1")));

    assertEquals(
        "option http.prot is '1'; allowed: no such option; did you mean http.port",
        refused.reason());
  }

  @Test
  void tellsSlipsOfThePenInTheEnvironmentFromOtherPrograms() {
    assertEquals(
        Map.of("SLIPWAY_HTTP_PROT", "SLIPWAY_HTTP_PORT"),
        ServingConfig.mistyped(
            Map.of(
                "SLIPWAY_HTTP_PROT", "1",
                "SLIPWAY_GRPC_PORT", "2",
                "SLIPWAY_HOME", "/elsewhere",
                "SLIPWAY_SERVICE_HOST", "10.0.0.1",
                "HTTP_PROT", "3")));
  }

  @Test
  void saysThatTheModelIsMissing() {
    String absent = folder.resolve("absent.onnx").toString();

    assertEquals(
        "option model.path is ''; allowed: path of an ONNX file",
        assertThrows(ConfigException.class, () -> ServingConfig.of(Map.of())).reason());
    assertEquals(
        "option model.path is '%s'; allowed: path of an ONNX file; no readable file is there"
            .formatted(absent),
        assertThrows(ConfigException.class, () -> ServingConfig.of(Map.of("model.path", absent)))
            .reason());
  }
}
