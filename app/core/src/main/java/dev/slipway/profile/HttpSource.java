// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// A service that answers the Open Inference Protocol over HTTP; each worker keeps one connection.
final class HttpSource implements Target.Source, AutoCloseable {

  static final int OK = 200;

  private final HttpClient client;
  private final List<HttpRequest> requests;

  HttpSource(URI endpoint, List<byte[]> bodies, Duration timeout) {
    client = client(timeout);
    requests = bodies.stream().map(body -> request(endpoint, body, timeout)).toList();
  }

  static HttpClient client(Duration timeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(timeout)
        .proxy(HttpClient.Builder.NO_PROXY)
        .build();
  }

  static HttpRequest request(URI endpoint, byte[] body, Duration timeout) {
    return HttpRequest.newBuilder(endpoint)
        .timeout(timeout)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  @Override
  public int inputs() {
    return requests.size();
  }

  @Override
  public Target.Place place() {
    return Target.Place.ELSEWHERE;
  }

  @Override
  public Target open() {
    return new Sender();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /// The client keeps as many connections alive as there are senders at once.
  private final class Sender implements Target {

    @Override
    public boolean send(int input) throws InterruptedException {
      try {
        HttpResponse<byte[]> response =
            client.send(requests.get(input), BodyHandlers.ofByteArray());
        return response.statusCode() == OK && response.body().length > 0;
      } catch (IOException unanswered) {
        return false;
      }
    }

    @Override
    public void close() {}
  }
}
