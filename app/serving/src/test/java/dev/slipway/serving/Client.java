// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// A plain HTTP client of the tests.
final class Client implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String base;

  Client(String base) {
    this.base = base;
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /// Over TLS.
  Client(String base, SSLContext trusted) {
    this.base = base;
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trusted).build();
  }

  /// An answer: status, headers as text, body.
  record Reply(int status, HttpHeaders headers, String body) {

    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send("GET", path, new byte[0]);
  }

  Reply post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
  }

  Reply send(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request(method, path, body, headers), BodyHandlers.ofString());
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  HttpResponse<byte[]> sendRaw(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return http.send(request("POST", path, body, headers), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    return request.method(method, publisher).build();
  }

  @Override
  public void close() {
    http.close();
  }
}
