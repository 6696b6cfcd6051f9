// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.Client.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server does with HTTP itself: limits, order, nonsense.
class HttpConnectionTest extends ServerFixture {

  @Test
  void refusesWhatIsLargerThanTheLimit() throws Exception {
    try (ServingServer server = start("request.max-bytes", "1 KiB");
        Client client = clientOf(server)) {
      Reply announced = client.post("/v2/models/model/infer", " ".repeat(1025));

      assertEquals(413, announced.status());
      assertEquals(
          "the body is larger than the limit of 1024 bytes",
          announced.json().get("error").asText());
      assertEquals("close", announced.header("connection"));
      assertEquals(400, client.post("/v2/models/model/infer", " ".repeat(1024)).status());
      String chunked =
          "POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
              + ("200\r\n" + "x".repeat(512) + "\r\n").repeat(3);
      assertTrue(talk(server, chunked).startsWith("HTTP/1.1 413 "));
    }
  }

  /// Sends bytes, and reads until the server closes.
  private static String talk(ServingServer server, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        InputStream in = socket.getInputStream()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.setSoTimeout(20_000);
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws Exception {
    try (ServingServer server = start("execution", "worker")) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        String body =
            i % 3 == 0 ? "{" : ROW.replace("{\"inputs\"", "{\"id\":\"n" + i + "\",\"inputs\"");
        requests.append(post(body));
      }
      requests.append("GET /v2/health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");

      String answers = talk(server, requests.toString());

      List<String> order = new ArrayList<>();
      for (String answer : answers.split("HTTP/1.1 ")) {
        int id = answer.indexOf("\"id\":\"");
        order.add(
            id < 0
                ? answer.lines().findFirst().orElse("")
                : answer.substring(id + 6).split("\"")[0]);
      }
      List<String> expected = new ArrayList<>(List.of(""));
      for (int i = 0; i < 100; i++) {
        expected.add(i % 3 == 0 ? "400 Bad Request" : "n" + i);
      }
      expected.add("200 OK");
      assertEquals(expected, order);
    }
  }

  @Test
  void keepsTheHalfOfARequestThatCameWithAnother() throws Exception {
    String refused = post("{");
    String whole = post(ROW).replace("host: x", "host: x\r\nconnection: close");
    int half = whole.length() - 20;
    try (ServingServer server = start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write((refused + whole.substring(0, half)).getBytes(StandardCharsets.ISO_8859_1));
      String first = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      out.write(whole.substring(half).getBytes(StandardCharsets.ISO_8859_1));
      String rest = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertEquals("HTTP/1.1 400", first);
      assertTrue(rest.contains("HTTP/1.1 200 OK"), rest);
    }
  }

  /// Some clients end a body by an empty line that does not belong to it.
  @Test
  void anEmptyLineBetweenRequestsBeginsNone() throws Exception {
    String last = post(ROW).replace("host: x", "host: x\r\nconnection: close");
    try (ServingServer server = start("receive.patience", "100 ms");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        InputStream in = socket.getInputStream()) {
      OutputStream out = socket.getOutputStream();
      out.write((post(ROW) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      socket.setSoTimeout(2_500);
      StringBuilder first = new StringBuilder();
      assertThrows(
          SocketTimeoutException.class,
          () -> {
            for (int next = in.read(); next >= 0; next = in.read()) {
              first.append((char) next);
            }
          });
      socket.setSoTimeout(20_000);
      out.write(last.getBytes(StandardCharsets.ISO_8859_1));
      String second = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertTrue(first.toString().startsWith("HTTP/1.1 200 OK"), first.toString());
      assertTrue(second.startsWith("HTTP/1.1 200 OK"), second);
    }
  }

  /// Ordinary clients send all before they read.
  @Test
  void whoSendsTooMuchIsToldSoOnceAllIsSent() throws Exception {
    byte[] large = new byte[16 << 20];
    String head =
        "POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
            .formatted(large.length);
    try (ServingServer server = start("request.max-bytes", "1 KiB");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(large);

      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
      assertTrue(answer.contains("the body is larger than the limit of 1024 bytes"), answer);
    }
  }

  private static String post(String body) {
    return "POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  /// A bar stands for the end of a line.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "GET / HTPP/1.1",
        "POST /v2/models/model/infer HTTP/1.1|content-length: -5",
        "POST /v2/models/model/infer HTTP/1.1|content-length: 5|content-length: 6",
        "POST /v2/models/model/infer HTTP/1.1|transfer-encoding: chunked||zz",
        "POST /v2/models/model/infer HTTP/1.1|transfer-encoding: gzip, chunked||0|",
        "POST /v2/models/model/infer HTTP/1.1|transfer-encoding: identity|content-length: 1||x",
        "POST /v2/models/model/infer HTTP/1.1|transfer-encoding: chunked|transfer-encoding:"
            + " chunked||0|",
        "POST /v2/models/model/infer HTTP/1.1|transfer-encoding: chunked|content-length: 3||0|",
        "POST /v2/models/model/infer HTTP/1.0|transfer-encoding: chunked||0|"
      })
  void answersBrokenHttpWith400AndCloses(String text) throws Exception {
    try (ServingServer server = start();
        Client client = clientOf(server)) {
      String answer = talk(server, text.replace("|", "\r\n") + "\r\n\r\n");

      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.contains("{\"error\":\""), answer);
      assertEquals(200, client.post("/v2/models/model/infer", ROW).status());
    }
  }
}
