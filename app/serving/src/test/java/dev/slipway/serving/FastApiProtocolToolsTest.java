// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.onnx.TestModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same questions to the Python service of the target `fastapi`, whose code is exported as it
/// stands among the templates.
@Tag("tools")
class FastApiProtocolToolsTest extends ProtocolTckTest {

  private static final Path CODE =
      Path.of(System.getProperty("slipway.root", "../.."), "templates/fastapi/app");

  @Override
  List<String> extensions() {
    return List.of();
  }

  @Override
  Served serve(Path file) throws IOException {
    Path app = Files.createDirectories(file.resolveSibling("app"));
    try (Stream<Path> sources = Files.list(CODE)) {
      for (Path source : sources.toList()) {
        Files.copy(source, app.resolve(source.getFileName()));
      }
    }
    int port = freePort();
    Files.createDirectories(app.resolve("conf"));
    Files.write(
        app.resolve("conf/serving.properties"),
        List.of(
            "model.path=" + file,
            "model.name=perceptron",
            "bind.address=127.0.0.1",
            "http.port=" + port,
            "management.port=" + freePort()));
    // Beside its log, which is read here: Debian's ONNX Runtime complains at its start.
    Path errors = app.resolve("errors.txt");
    Process process =
        new ProcessBuilder("/usr/bin/python3", app.resolve("service.py").toString())
            .redirectError(errors.toFile())
            .start();
    BufferedReader log = process.inputReader();
    for (String line = log.readLine(); ; line = log.readLine()) {
      if (line == null) {
        throw new IOException("the service ended: " + Files.readString(errors));
      }
      if (line.contains("\"ready\"")) {
        return new Served(process::destroyForcibly, "http://127.0.0.1:" + port);
      }
    }
  }

  /// The caller's fault, which burns no budget of the service's failures.
  @Test
  void binaryTensorsAreRefusedAsTheCallersFault(@TempDir Path folder) throws Exception {
    Path model = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("perceptron.onnx"));
    Served served = serve(model);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(served.url() + "/v2/models/perceptron/infer"))
              .header("Inference-Header-Content-Length", "2")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();

      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertEquals(415, answer.statusCode(), answer.body());
    } finally {
      served.server().close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
