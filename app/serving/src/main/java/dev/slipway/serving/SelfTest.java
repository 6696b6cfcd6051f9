// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.http.OipPaths;
import dev.slipway.serving.predict.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A server that calls itself over the loopback address: proof that it answers, and the run that a
/// class cache is made of while an image is built. It needs no network and no client.
final class SelfTest {

  private static final int MOST_ROUNDS = 200;
  private static final int FEWEST_ROUNDS = 3;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 60_000;

  /// No port that could be taken, no secret that an image's build has not, no waiting at the end.
  private static final Map<String, String> ALONE =
      Map.of(
          ServingOption.AUTH_TOKENS_FILE.environmentName(), "",
          ServingOption.TLS_CERTIFICATE.environmentName(), "",
          ServingOption.TLS_KEY.environmentName(), "",
          ServingOption.BIND_ADDRESS.environmentName(), "127.0.0.1",
          ServingOption.HTTP_PORT.environmentName(), "0",
          ServingOption.MANAGEMENT_PORT.environmentName(), "0",
          ServingOption.DRAIN_DELAY.environmentName(), "0 ms",
          ServingOption.DRAIN_LINGER.environmentName(), "0 ms");

  private static final byte[] TEXT =
      "{\"text\":\"How deep is the sea?\"}".getBytes(StandardCharsets.UTF_8);

  private final ServingServer server;
  private final ServingConfig config;
  private final SortedMap<Integer, Integer> answers = new TreeMap<>();

  SelfTest(ServingServer server, ServingConfig config) {
    this.server = server;
    this.config = config;
  }

  /// The environment for a server that only calls itself.
  static Map<String, String> alone(Map<String, String> environment) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.putAll(ALONE);
    return changed;
  }

  /// How many predictions were answered with which status.
  ///
  /// @throws IOException when the server cannot be reached, or says that it is not ready
  /// @throws InferenceException when the warm-up request cannot be read any more
  SortedMap<Integer, Integer> run() throws IOException, InferenceException {
    String model = "/v2/models/" + config.modelName();
    look(server.port(), "/v2");
    look(server.port(), model);
    predict(model + "/infer");
    look(server.port(), "/v2/health/live");
    look(server.managementPort(), "/metrics");
    look(server.managementPort(), "/v2/health/ready");
    return answers;
  }

  private void predict(String path) throws IOException, InferenceException {
    SampleRequest sample = new SampleRequest(server.inputs(), server.sample());
    boolean given = config.warmupRequest().isPresent();
    byte[] json = given ? Files.readAllBytes(config.warmupRequest().get()) : sample.json();
    byte[] binary = sample.binary();
    int header = sample.binaryHeader().length;
    Optional<byte[]> row = server.columns().map(columns -> new SampleRow(columns).json());
    long began = System.nanoTime();
    for (int round = 0; round < MOST_ROUNDS && goesOn(round, began); round++) {
      if (given || sample.hasJson()) {
        post(path, json, Map.of("Content-Type", "application/json"));
      }
      post(path, binary, Map.of("Inference-Header-Content-Length", String.valueOf(header)));
      if (row.isPresent()) {
        post(OipPaths.ROWS, row.get(), Map.of("Content-Type", "application/json"));
      }
      if (server.texts().isPresent()) {
        post(OipPaths.TEXTS, TEXT, Map.of("Content-Type", "application/json"));
      }
      if (server.images().isPresent()) {
        post(OipPaths.IMAGES, SamplePicture.jpeg(), Map.of("Content-Type", "image/jpeg"));
      }
    }
  }

  private static boolean goesOn(int round, long began) {
    return round < FEWEST_ROUNDS || System.nanoTime() - began < LONGEST.toNanos();
  }

  private static void look(int port, String path) throws IOException {
    try (InputStream body = open(port, path).getInputStream()) {
      body.readAllBytes();
    }
  }

  private void post(String path, byte[] body, Map<String, String> headers) throws IOException {
    HttpURLConnection connection = open(server.port(), path);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    headers.forEach(connection::setRequestProperty);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    boolean good = status < HttpURLConnection.HTTP_BAD_REQUEST;
    try (InputStream answer = good ? connection.getInputStream() : connection.getErrorStream()) {
      if (answer != null) {
        answer.readAllBytes();
      }
    }
    answers.merge(status, 1, Integer::sum);
  }

  private static HttpURLConnection open(int port, String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    return connection;
  }
}
