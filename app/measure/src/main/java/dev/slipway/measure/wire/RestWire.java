// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The Open Inference Protocol over HTTP, with tensors as JSON; each sender keeps one connection.
public final class RestWire implements Wire {

  public static final int OK = 200;

  private final URI endpoint;
  private final Bearer bearer;

  /// @param endpoint that predictions are asked from
  public RestWire(URI endpoint, Bearer bearer) {
    this.endpoint = endpoint;
    this.bearer = bearer;
  }

  public static HttpClient client(Duration timeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(timeout)
        .proxy(HttpClient.Builder.NO_PROXY)
        .build();
  }

  @Override
  public byte[] write(Map<String, Tensor> inputs) {
    return new Golden.Case("", inputs, Map.of()).requestText().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, Tensor> read(byte[] answer) throws ProblemException {
    return Golden.answer(text(answer), "The service's answer");
  }

  @Override
  public String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }

  @Override
  public byte[] ask(byte[] request) throws Unanswered, InterruptedException {
    try (HttpClient client = client(TIMEOUT)) {
      HttpResponse<byte[]> reply = client.send(request(request), BodyHandlers.ofByteArray());
      if (reply.statusCode() != OK) {
        throw new Unanswered(
            "It answers with status %d: %s".formatted(reply.statusCode(), text(reply.body())));
      }
      return reply.body();
    } catch (IOException e) {
      throw new Unanswered(e);
    }
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    bearer.authorization().ifPresent(said -> request.header("Authorization", said));
    return request.build();
  }

  /// In the clear over bare sockets: what a client of many parts adds to an answer of a millisecond
  /// would be counted as the service's.
  @Override
  public Load load(List<byte[]> requests) {
    return "http".equalsIgnoreCase(endpoint.getScheme())
        ? new SocketLoad(endpoint, bearer, requests)
        : new Ready(client(TIMEOUT), requests.stream().map(this::request).toList());
  }

  private record Ready(HttpClient client, List<HttpRequest> requests) implements Load {

    @Override
    public int inputs() {
      return requests.size();
    }

    @Override
    public LoadTarget open() {
      return new Sender(client, requests);
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }

  /// The client keeps as many connections alive as there are senders at once.
  private record Sender(HttpClient client, List<HttpRequest> requests) implements LoadTarget {

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
