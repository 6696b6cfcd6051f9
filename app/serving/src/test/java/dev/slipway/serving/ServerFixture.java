// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.onnx.TestModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// Servers of the tests, on a small perceptron.
abstract class ServerFixture {

  static final String ROW =
      "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}";

  @TempDir Path folder;

  ServingServer start(String... options) throws Exception {
    return start(TestModel.perceptron(4, 8, 3), options);
  }

  ServingServer start(TestModel model, String... options) throws Exception {
    return ServingServer.start(config(model, options));
  }

  ServingConfig config(TestModel model, String... options) throws Exception {
    Path file = model.writeTo(folder.resolve("model.onnx"));
    Map<String, String> overrides = new HashMap<>(Map.of("model.threads", "1"));
    for (int i = 0; i < options.length; i += 2) {
      overrides.put(options[i], options[i + 1]);
    }
    return ServingConfig.inProcess(file, overrides);
  }

  /// Status and error of an answer.
  static String told(Client.Reply reply) throws IOException {
    return reply.status() + " " + reply.json().path("error").textValue();
  }

  static Client clientOf(ServingServer server) {
    return new Client("http://127.0.0.1:" + server.port());
  }

  static Client managementOf(ServingServer server) {
    return new Client("http://127.0.0.1:" + server.managementPort());
  }
}
