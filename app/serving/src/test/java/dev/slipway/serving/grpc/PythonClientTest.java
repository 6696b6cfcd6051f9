// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.onnx.TestModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client in another language; needs python3-grpcio and python3-grpc-tools.
@Tag("tools")
class PythonClientTest {

  @TempDir Path folder;

  @Test
  void pythonsGrpcSpeaksWithTheServer() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    try (ServingServer server =
        ServingServer.start(ServingConfig.inProcess(file, Map.of("grpc.port", "0")))) {
      Process client =
          new ProcessBuilder(
                  "/usr/bin/python3",
                  "bench/grpc_client.py",
                  "src/main/proto/inference.proto",
                  Integer.toString(server.grpcPort().orElseThrow()),
                  "model")
              .redirectErrorStream(true)
              .start();

      String output =
          new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

      assertEquals("as it should be", output);
      assertEquals(0, client.waitFor());
    }
  }
}
