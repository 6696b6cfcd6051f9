// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Speaks as much of Docker's API as a build takes, over a real socket, and suffers what it is told
/// to suffer in the middle of it.
final class StandInEngine implements AutoCloseable {

  /// What happens to a build.
  enum Fate {
    /// The process is killed: the connection ends within the answer.
    KILLED(""),
    DISK_FULL(
        "failed to register layer: write /var/lib/docker/overlay2/x: no space left on device"),
    SHUTS_DOWN("rpc error: code = Unavailable desc = transport is closing"),
    /// A step of the Dockerfile fails.
    BAD_STEP("The command '/bin/sh -c false' returned a non-zero code: 1");

    private final String error;

    Fate(String error) {
      this.error = error;
    }
  }

  private static final Pattern RUN =
      Pattern.compile(Pattern.quote(ContainerEngine.RUN_LABEL) + "=([^\"]+)\"");

  private final HttpServer server;
  private final Fate fate;
  private final List<Map<String, String>> containers;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /// @param containers that it holds: id and run
  StandInEngine(Fate fate, List<Map<String, String>> containers) throws IOException {
    this.fate = fate;
    this.containers = List.copyOf(containers);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "tcp://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Requests so far: method and path.
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/v1[.0-9]+", "");
    String asks = exchange.getRequestMethod() + " " + path;
    asked.add(asks);
    exchange.getRequestBody().readAllBytes();
    if (path.equals("/build")) {
      build(exchange);
    } else if (path.equals("/_ping")) {
      reply(exchange, 200, "OK");
    } else if (path.equals("/version")) {
      reply(
          exchange,
          200,
          """
          {"Version": "28.0.0", "ApiVersion": "1.48", "Os": "linux", "Arch": "amd64"}
          """);
    } else if (path.equals("/containers/json")) {
      reply(exchange, 200, listed(String.valueOf(exchange.getRequestURI().getQuery())));
    } else if (asks.startsWith("DELETE ")) {
      reply(exchange, 204, "");
    } else {
      reply(exchange, 200, "[]");
    }
  }

  private String listed(String query) {
    Matcher wanted = RUN.matcher(query);
    boolean all = !wanted.find();
    return containers.stream()
        .filter(each -> all || wanted.group(1).equals(each.get("run")))
        .map(each ->
            String.format(
                Locale.ROOT,
                "{\"Id\": \"%s\", \"Labels\": {\"%s\": \"%s\"}}",
                each.get("id"),
                ContainerEngine.RUN_LABEL,
                each.get("run")))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void build(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    body.write("{\"stream\": \"Step 1/9 : FROM base\\n\"}\r\n".getBytes(UTF_8));
    body.flush();
    if (fate == Fate.KILLED) {
      // The server closes a connection whose handler fails, without the end of the answer.
      throw new IOException("killed");
    }
    String error =
        "{\"errorDetail\": {\"message\": \"%s\"}, \"error\": \"%s\"}\r\n"
            .formatted(fate.error, fate.error);
    body.write(error.getBytes(UTF_8));
    body.close();
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
