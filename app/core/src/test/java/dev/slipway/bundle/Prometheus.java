// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.FreePort;
import dev.slipway.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Prometheus of its own, on a free port, with its data in a folder of the test.
final class Prometheus implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final String base;
  private final HttpClient http = HttpClient.newHttpClient();

  /// @param configuration of Prometheus
  Prometheus(Path folder, Path configuration) throws IOException {
    int port = FreePort.find();
    base = "http://127.0.0.1:" + port;
    log = folder.resolve("prometheus.log");
    process =
        new ProcessBuilder(
                List.of(
                    "prometheus",
                    "--config.file=" + configuration,
                    "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                    "--web.listen-address=127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  String address() {
    return base;
  }

  /// An answer of Prometheus' API, asked for again until it is as wanted, for a minute at most.
  JsonNode await(String path, Wanted wanted) throws Exception {
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    JsonNode last = Json.tree("{}");
    while (System.nanoTime() - until < 0) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException("Prometheus ended:\n" + Files.readString(log));
      }
      try {
        last = get(path);
        if (wanted.is(last)) {
          return last;
        }
      } catch (IOException notYetReady) {
        last = Json.tree("{\"error\":\"cannot be reached\"}");
      }
    }
    throw new IOException(path + " still answers " + last + "\n" + Files.readString(log));
  }

  /// What an answer must be.
  @FunctionalInterface
  interface Wanted {
    boolean is(JsonNode data);
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path)).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == 503) {
      throw new IOException("Prometheus is starting");
    }
    JsonNode answer = Json.tree(response.body());
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalArgumentException(path + " is answered " + response.body());
    }
    return answer.get("data");
  }

  /// Samples of a query, once there are any.
  JsonNode query(String promql) throws Exception {
    String path = "/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8);
    return await(path, data -> !data.path("result").isEmpty()).get("result");
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    process.onExit().join();
  }
}
