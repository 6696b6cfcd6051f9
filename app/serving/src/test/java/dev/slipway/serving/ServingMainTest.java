// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.tensor.DataType;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingMainTest {

  @TempDir Path folder;

  /// Exit code and the lines of the error output.
  private record Outcome(int code, List<String> errors) {}

  private static Outcome run(List<String> arguments, Map<String, String> environment) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    int code =
        ServingMain.run(
            arguments, environment, nowhere, new PrintStream(errors, true, StandardCharsets.UTF_8));
    return new Outcome(code, errors.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void saysInOneLineWhatIsWrongWithTheConfiguration() {
    assertEquals(
        new Outcome(
            2, List.of("slipway-serving: option model.path is ''; allowed: path of an ONNX file")),
        run(List.of(), Map.of()));
    assertEquals(
        new Outcome(
            2,
            List.of(
                "slipway-serving: option arguments is '--port 1'; allowed: --config FILE,"
                    + " --self-test, or --help")),
        run(List.of("--port", "1"), Map.of()));
  }

  @Test
  void saysInOneLineThatTheFileIsNoModel() throws Exception {
    Path file = Files.writeString(folder.resolve("text.onnx"), "no model");

    Outcome outcome =
        run(
            List.of(),
            Map.of(
                "SLIPWAY_MODEL_PATH", file.toString(),
                "SLIPWAY_HTTP_PORT", "0",
                "SLIPWAY_GRPC_PORT", "0",
                "SLIPWAY_MANAGEMENT_PORT", "0"));

    assertEquals(2, outcome.code());
    assertEquals(1, outcome.errors().size());
    assertTrue(
        outcome
            .errors()
            .getFirst()
            .startsWith("slipway-serving: ONNX Runtime cannot load " + file));
  }

  @Test
  void saysInOneLineThatThePortIsTaken() throws Exception {
    Path model = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("mlp.onnx"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          run(
              List.of(),
              Map.of(
                  "SLIPWAY_MODEL_PATH", model.toString(),
                  "SLIPWAY_BIND_ADDRESS", "127.0.0.1",
                  "SLIPWAY_HTTP_PORT", Integer.toString(taken.getLocalPort())));

      String start = "slipway-serving: cannot listen on 127.0.0.1:" + taken.getLocalPort();
      assertEquals(2, outcome.code());
      assertEquals(1, outcome.errors().size());
      assertTrue(outcome.errors().getFirst().startsWith(start), outcome.errors().toString());
    }
  }

  @Test
  void aProcessServesLogsJsonAndDrainsWhenItIsTold() throws Exception {
    Path model = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("mlp.onnx"));
    Path config = folder.resolve("serving.properties");
    Files.writeString(
        config,
        "model.path=%s\nbind.address=127.0.0.1\nhttp.port=0\ngrpc.port=0\nmanagement.port=0\ndrain.delay=0 ms\n"
            .formatted(model.toString().replace("\\", "/")));
    Process process =
        ServerProcess.java("dev.slipway.serving.ServingMain", "--config", config.toString())
            .start();

    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      JsonNode ready = Client.JSON.readTree(out.readLine());
      assertEquals("ready", ready.get("event").asText());
      try (Client client = new Client("http://127.0.0.1:" + ready.get("port").asInt())) {
        assertEquals(400, client.post("/v2/models/mlp/infer", "secret").status());
      }
      int management = ready.get("management_port").asInt();
      try (Client client = new Client("http://127.0.0.1:" + management)) {
        assertEquals(200, client.get("/v2/health/ready").status());
      }
      process.toHandle().destroy();

      List<String> rest = out.lines().toList();
      assertEquals(
          List.of("request", "draining", "stopped"),
          rest.stream().map(ServingMainTest::event).toList());
      assertTrue(rest.stream().noneMatch(line -> line.contains("secret")), rest.toString());
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String event(String line) {
    try {
      return Client.JSON.readTree(line).get("event").asText();
    } catch (IOException noJson) {
      return line;
    }
  }

  private static Process selfTest(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        ServerProcess.java("dev.slipway.serving.ServingMain", "--self-test")
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  @Test
  void aSelfTestAnswersItselfAndEnds() throws Exception {
    Path model = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("mlp.onnx"));
    Process process =
        selfTest(Map.of("SLIPWAY_MODEL_PATH", model.toString(), "SLIPWAY_GRPC_PORT", "off"));

    List<String> events;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      events = out.lines().toList();
    }

    assertEquals(0, process.waitFor(), events.toString());
    assertEquals(
        List.of("ready", "self-test", "draining", "stopped"),
        events.stream().map(ServingMainTest::event).toList());
    assertTrue(
        Client.JSON
            .readTree(events.get(1))
            .get("answers_by_status")
            .asText()
            .matches("\\{200=\\d+}"),
        events.toString());
  }

  @Test
  void aSelfTestFailsWhereNoPredictionIsAnswered() throws Exception {
    Path model = TestModel.identity(DataType.FP32, 1L, 4096L).writeTo(folder.resolve("large.onnx"));
    Process process =
        selfTest(
            Map.of(
                "SLIPWAY_MODEL_PATH", model.toString(),
                "SLIPWAY_GRPC_PORT", "off",
                "SLIPWAY_REQUEST_MAX_BYTES", "1 KiB"));

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(1, process.waitFor(), said);
    assertTrue(said.contains("{413="), said);
  }

  @Test
  void explainsEveryOption() {
    String text = OptionTable.text();

    for (ServingOption option : ServingOption.values()) {
      assertTrue(text.contains(option.key() + "  (" + option.environmentName() + ")"));
    }
  }
}
