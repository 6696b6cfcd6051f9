// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.onnx.TestModel;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests broken at random: each must get an answer in the protocol's format that blames the
/// caller, or none where no HTTP is left; the server must stay as it was.
class MalformedRequestsTest {

  private static final String ROW =
      "{\"id\":\"7\",\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2.5,-3e-1,4]}],\"outputs\":[{\"name\":\"probabilities\"}]}";

  private static final List<String> WEIRD =
      List.of(
          "NaN",
          "-Infinity",
          "1e999",
          "-1",
          "null",
          "true",
          "{}",
          "[]",
          "\"\"",
          "\\u0000",
          "\\ud800",
          "9223372036854775807",
          "18446744073709551616",
          "4611686018427387904,4",
          "0",
          "1.5",
          "\"FP16\"",
          "\"BYTES\"",
          "\"INT64\"",
          "[[",
          "]]",
          ",,",
          ":",
          "\u00ff",
          "/* */",
          "é",
          "\t\n");

  @TempDir Path folder;

  @Test
  void answersThreeThousandBrokenRequests() throws Exception {
    attack(3_000, 11);
  }

  @Test
  @Tag("nightly")
  void answersAHundredThousandBrokenRequests() throws Exception {
    attack(100_000, 12);
  }

  private void attack(int requests, long seed) throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    Map<String, String> options = Map.of("request.max-bytes", "64 KiB", "log.requests", "none");
    try (ServingServer server = ServingServer.start(ServingConfig.inProcess(file, options))) {
      Random random = new Random(seed);
      int refused = round(server, random, requests / 2);
      long memory = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();

      refused += round(server, random, requests / 2);

      assertTrue(refused > requests / 2, "only " + refused + " were broken");
      long grown = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - memory;
      assertTrue(grown <= 4 << 20, "memory grew by " + grown);
      try (Connection connection = new Connection(server.port())) {
        assertEquals(200, connection.ask(post(ROW.getBytes(StandardCharsets.UTF_8), "")).status());
      }
    }
  }

  private static int round(ServingServer server, Random random, int requests) throws Exception {
    int refused = 0;
    Connection connection = new Connection(server.port());
    for (int i = 0; i < requests; i++) {
      if (random.nextInt(10) == 0) {
        brokenHttp(server, random);
        continue;
      }
      byte[] request = brokenBody(random);
      Reply reply = connection.ask(request);
      check(reply, request);
      refused += reply.status() == 200 ? 0 : 1;
      if (reply.closes()) {
        connection.close();
        connection = new Connection(server.port());
      }
    }
    connection.close();
    return refused;
  }

  private static void check(Reply reply, byte[] request) throws IOException {
    String shown = new String(request, StandardCharsets.ISO_8859_1) + "\n" + reply;
    assertTrue(reply.status() == 200 || (reply.status() >= 400 && reply.status() < 500), shown);
    if (reply.status() != 200) {
      assertTrue(Client.JSON.readTree(reply.body()).get("error").isTextual(), shown);
    }
  }

  private static byte[] brokenBody(Random random) {
    byte[] body = ROW.getBytes(StandardCharsets.UTF_8);
    for (int change = 0; change <= random.nextInt(3); change++) {
      body = changed(body, random);
    }
    boolean binary = random.nextInt(8) == 0;
    String length = Integer.toString(random.nextInt(body.length + 20) - 10);
    return post(body, binary ? "Inference-Header-Content-Length: " + length + "\r\n" : "");
  }

  private static byte[] changed(byte[] body, Random random) {
    int at = random.nextInt(body.length + 1);
    int until = Math.min(body.length, at + random.nextInt(12));
    byte[] random8 = new byte[random.nextInt(8)];
    random.nextBytes(random8);
    byte[] weird = WEIRD.get(random.nextInt(WEIRD.size())).getBytes(StandardCharsets.ISO_8859_1);
    byte[] deep = "[{\"a\":".repeat(random.nextInt(5_000)).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(12)) {
      case 0 -> spliced(body, at, body.length, new byte[0]);
      case 1 -> spliced(body, at, until, new byte[0]);
      case 2, 3 -> spliced(body, at, until, random8);
      case 4 -> spliced(body, at, at, deep);
      case 5 -> spliced(body, at, at, body);
      default -> spliced(body, at, until, weird);
    };
  }

  private static byte[] spliced(byte[] body, int from, int until, byte[] middle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, from);
    out.writeBytes(middle);
    out.write(body, until, body.length - until);
    return out.toByteArray();
  }

  private static byte[] post(byte[] body, String headers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        "POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n%s\r\n"
            .formatted(body.length, headers);
    out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /// Breaks the request's head or its length, and reads whatever comes until the end.
  private static void brokenHttp(ServingServer server, Random random) throws IOException {
    byte[] request = post(ROW.getBytes(StandardCharsets.UTF_8), "");
    int at = random.nextInt(60);
    byte[] weird = WEIRD.get(random.nextInt(WEIRD.size())).getBytes(StandardCharsets.ISO_8859_1);
    byte[] broken =
        random.nextBoolean()
            ? spliced(request, at, at + random.nextInt(10), weird)
            : spliced(request, request.length - random.nextInt(100), request.length, new byte[0]);
    try (Connection connection = new Connection(server.port())) {
      for (String answer : connection.askAndEnd(broken).split("(?=HTTP/1.1 )")) {
        assertTrue(
            answer.isEmpty()
                || answer.startsWith("HTTP/1.1 4")
                || answer.startsWith("HTTP/1.1 200"),
            answer);
      }
    }
  }

  private record Reply(int status, boolean closes, String body) {}

  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
      in = new BufferedInputStream(socket.getInputStream());
    }

    Reply ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      String status = line();
      int length = 0;
      boolean closes = false;
      String header = line();
      while (!header.isEmpty()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length: ")) {
          length = Integer.parseInt(lower.substring(16));
        }
        closes |= lower.equals("connection: close");
        header = line();
      }
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      return new Reply(Integer.parseInt(status.substring(9, 12)), closes, body);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int c = in.read();
      while (c != '\n') {
        if (c < 0) {
          throw new EOFException("closed without an answer");
        }
        if (c != '\r') {
          line.append((char) c);
        }
        c = in.read();
      }
      return line.toString();
    }

    String askAndEnd(byte[] request) throws IOException {
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketException reset) {
        return "";
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
