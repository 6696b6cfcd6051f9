// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// Speaks as much of Docker's API as a build takes, over a real socket, and dies within the first
/// build: the answer ends in the middle, and nobody listens any more.
final class DyingEngine implements AutoCloseable {

  private final HttpServer server;

  DyingEngine() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// As `DOCKER_HOST` has it.
  String address() {
    return "tcp://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/v1[.0-9]+", "");
    exchange.getRequestBody().readAllBytes();
    switch (path) {
      case "/build" -> die(exchange);
      case "/_ping" -> reply(exchange, "OK");
      case "/version" ->
          reply(
              exchange,
              """
              {"Version": "28.0.0", "ApiVersion": "1.48", "Os": "linux", "Arch": "amd64"}
              """);
      default -> reply(exchange, "[]");
    }
  }

  private void die(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    body.write("{\"stream\": \"Step 1/9 : FROM base\\n\"}\r\n".getBytes(UTF_8));
    body.flush();
    Thread.ofVirtual().start(this::close);
    throw new IOException("killed");
  }

  private static void reply(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
