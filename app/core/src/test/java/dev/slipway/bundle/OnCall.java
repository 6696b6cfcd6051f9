// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Whoever is called: takes what Alertmanager sends to each receiver, and shows the runbook.
final class OnCall implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// @param receiver of Alertmanager
  record Call(String alert, String receiver, String runbook) {}

  private final HttpServer server;
  private final Map<String, Call> calls = new ConcurrentSkipListMap<>();
  private final Semaphore news = new Semaphore(0);

  OnCall() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/page", exchange -> take("page", exchange));
    server.createContext("/ticket", exchange -> take("ticket", exchange));
    server.start();
  }

  /// Shows the runbook from now on.
  void shows(String runbook) {
    server.createContext(
        "/runbook", exchange -> answer(exchange, runbook.getBytes(StandardCharsets.UTF_8)));
  }

  String page() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/runbook";
  }

  String receiver(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /// The alerts that called.
  Set<String> called() {
    return Set.copyOf(calls.keySet());
  }

  /// The first call of each.
  List<Call> calls() {
    return List.copyOf(calls.values());
  }

  Call call(String alert) {
    return Objects.requireNonNull(calls.get(alert), alert);
  }

  /// Waits until all of these have called.
  void await(Set<String> alerts) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!calls.keySet().containsAll(alerts)) {
      if (!news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("of " + alerts + " only these called: " + calls);
      }
    }
  }

  private void take(String receiver, HttpExchange exchange) throws IOException {
    JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
    for (JsonNode alert : message.path("alerts")) {
      String name = alert.at("/labels/alertname").asText();
      calls.putIfAbsent(
          name, new Call(name, receiver, alert.at("/annotations/runbook_url").asText()));
    }
    answer(exchange, new byte[0]);
    news.release();
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
