// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.base.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands before the real service and breaks one thing of it, so that a check can be seen to fail.
final class FaultyService implements RunningService {

  /// Changes an answer on its way back.
  interface Fault {
    /// What is answered instead.
    ///
    /// @param path of the request
    /// @param body of the request
    Answer distort(String path, String body, Answer real) throws IOException, InterruptedException;
  }

  record Answer(int status, String body) {}

  private final RunningService real;
  private final Fault fault;
  private final HttpServer data;
  private final HttpServer management;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> lines = new ArrayList<>();

  /// @param real listens already, and goes on when this one is closed
  FaultyService(RunningService real, Fault fault) throws IOException {
    this.real = real;
    this.fault = fault;
    data = open(real.data());
    management = open(real.management());
  }

  private HttpServer open(URI target) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> pass(exchange, target));
    server.start();
    return server;
  }

  private void pass(HttpExchange exchange, URI target) throws IOException {
    String path = exchange.getRequestURI().toString();
    byte[] asked = exchange.getRequestBody().readAllBytes();
    String body = new String(asked, StandardCharsets.UTF_8);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    try {
      HttpResponse<String> reply =
          client.send(
              HttpRequest.newBuilder(target.resolve(path))
                  .header("Content-Type", type == null ? "application/json" : type)
                  .method(
                      exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(asked))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      Answer answer = fault.distort(path, body, new Answer(reply.statusCode(), reply.body()));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /// Adds a line to the log.
  FaultyService logging(String line) {
    lines.add(line);
    return this;
  }

  @Override
  public boolean isListening() {
    return true;
  }

  @Override
  public URI data() {
    return ContainerService.local(data.getAddress().getPort());
  }

  @Override
  public URI management() {
    return ContainerService.local(management.getAddress().getPort());
  }

  @Override
  public boolean isRunning() throws dev.slipway.base.ProblemException {
    return real.isRunning();
  }

  @Override
  public List<String> logs() throws dev.slipway.base.ProblemException, InterruptedException {
    List<String> all = new ArrayList<>(real.logs());
    all.addAll(lines);
    return all;
  }

  @Override
  public Optional<Bytes> peakMemory() {
    return real.peakMemory();
  }

  /// Closes all connections at once, as a service without a drain does.
  @Override
  public Ended stop(Duration grace) {
    data.stop(0);
    threads.shutdownNow();
    return new Ended(137, true, false, grace);
  }

  @Override
  public void close() {
    data.stop(0);
    management.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
