// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Whoever asks a service over HTTP.
///
/// @param service its address, without a path
record Caller(URI service, HttpClient http) implements AutoCloseable {

  static Caller of(URI service) {
    return new Caller(service, HttpClient.newHttpClient());
  }

  boolean findsItReady() throws Exception {
    HttpRequest ready = HttpRequest.newBuilder(at("/v2/health/ready")).build();
    return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /// What it answers, well.
  JsonNode asked(String path, byte[] body, String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return Json.tree(response.body());
  }

  private URI at(String path) {
    return URI.create(service + path);
  }

  @Override
  public void close() {
    http.close();
  }
}
