// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Asks the service, one request at a time.
final class Http implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @param status of HTTP; 0 when there was no answer at all
  record Reply(int status, String body, Optional<String> contentType) {}

  Reply get(URI base, String path) throws InterruptedException {
    return send("GET", base, path, "");
  }

  Reply post(URI base, String path, String body) throws InterruptedException {
    return send("POST", base, path, body);
  }

  Reply send(String method, URI base, String path, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(), response.body(), response.headers().firstValue("content-type"));
    } catch (IOException e) {
      return new Reply(0, String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
