// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.tensor.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a caller is told who sends too much, too slowly, packed, or to the wrong port.
class HttpBoundsTest extends ServerFixture {

  private static final String INFER = "/v2/models/model/infer";

  /// Sends bytes, and reads until the server closes.
  private static String talk(ServingServer server, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(20_000);
      send(socket, text);
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /// A bar stands for the end of a line.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "GET /HUGE HTTP/1.1||~ 414 ~ the request's first line is longer than 4096 bytes",
        "GET / HTTP/1.1|x: HUGEHUGE||~ 431 ~ the headers are more than 8192 bytes, or more than"
            + " 100",
        "GET / HTTP/1.1|MANY|~ 431 ~ the headers are more than 8192 bytes, or more than 100",
        "PRI * HTTP/2.0||SM||~ 505 ~ this port speaks HTTP/1.1, not HTTP/2.0; gRPC has a port of"
            + " its own",
        "POST /v2/models/model/infer HTTP/1.1|host: x|content-encoding: br|content-length: 1||x~"
            + " 415 ~ a body packed as 'br' cannot be unpacked; gzip can"
      })
  void saysWhatIsWrongWithAHead(String text, int status, String words) throws Exception {
    String request =
        text.replace("HUGE", "y".repeat(5_000))
            .replace("MANY", "a:|".repeat(101))
            .replace("|", "\r\n");
    try (ServingServer server = start()) {
      String answer = talk(server, request);

      assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
      assertTrue(answer.contains("{\"error\":\"" + words + "\"}"), answer);
    }
  }

  @Test
  void endsRequestsThatComeTooSlowlyAndSaysWhenToComeBack() throws Exception {
    try (ServingServer server = start("receive.patience", "200 ms")) {
      for (String begun :
          List.of("POST " + INFER, "POST " + INFER + " HTTP/1.1\r\ncontent-length: 9\r\n\r\n{")) {
        String answer = talk(server, begun);

        assertTrue(answer.startsWith("HTTP/1.1 408 Request Timeout\r\n"), answer);
        assertTrue(answer.contains("retry-after: 1\r\n"), answer);
      }
      assertEquals(2, counted(server, "inference_requests_total", "code=\"408\""));
      assertEquals(2, counted(server, "inference_rejected_total", "reason=\"slow\""));
    }
  }

  private static double counted(ServingServer server, String name, String label)
      throws IOException {
    return Metrics.of(server.managementPort())
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void countsWhatIsRefusedBeforeItIsKnownToBeAPrediction() throws Exception {
    try (ServingServer server = start("request.max-bytes", "1 KiB");
        Client client = clientOf(server)) {
      assertEquals(413, client.post(INFER, " ".repeat(2_000)).status());
      assertEquals(404, client.post("/v2/models/other/infer", ROW).status());
      assertEquals(404, client.get("/favicon.ico").status());
      assertEquals(405, client.get(INFER).status());
      assertEquals(405, client.post("/v2/health/live", "").status());
      assertTrue(talk(server, "nonsense\r\n\r\n").startsWith("HTTP/1.1 400 "));
      assertTrue(talk(server, "PRI * HTTP/2.0\r\n\r\n").startsWith("HTTP/1.1 505 "));

      assertEquals(1, counted(server, "inference_requests_total", "code=\"413\""));
      assertEquals(2, counted(server, "inference_requests_total", "code=\"404\""));
      assertEquals(2, counted(server, "inference_requests_total", "code=\"405\""));
      assertEquals(1, counted(server, "inference_requests_total", "code=\"400\""));
      assertEquals(0, counted(server, "inference_requests_total", "code=\"505\""));
    }
  }

  /// Status and body of what a packed body is answered.
  private static String unpacked(Client client, byte[] packed) throws Exception {
    var answer = client.sendRaw(INFER, packed, "content-encoding", "gzip");
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void unpacksABodyWithinTheSameLimit() throws Exception {
    String tooLarge = "413 {\"error\":\"the body is larger than the limit of 65536 bytes\"}";
    String broken = "400 {\"error\":\"the body is not what gzip writes\"}";
    try (ServingServer server = start("request.max-bytes", "64 KiB");
        Client client = clientOf(server)) {
      byte[] whole = gzip(ROW);
      assertEquals("200 " + client.post(INFER, ROW).body(), unpacked(client, whole));

      byte[] bomb = gzip(" ".repeat(32 << 20));
      assertTrue(bomb.length < 64 << 10, bomb.length + " bytes");
      assertEquals(tooLarge, unpacked(client, bomb));
      assertEquals(tooLarge, unpacked(client, gzip(" ".repeat((64 << 10) + 1))));
      assertTrue(unpacked(client, gzip(" ".repeat(64 << 10))).startsWith("400 "));

      assertEquals(
          "400 {\"error\":\"the body that gzip packed is cut off\"}",
          unpacked(client, Arrays.copyOf(whole, whole.length - 1)));
      whole[whole.length - 5] ^= 1;
      assertEquals(broken, unpacked(client, whole));
      assertEquals(broken, unpacked(client, ROW.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// Thirty thousand empty blocks unpack to nothing at all.
  @Test
  void boundsAPackedBodyAsItCameToo() throws Exception {
    String head = "POST " + INFER + " HTTP/1.1\r\nhost: x\r\ncontent-encoding: gzip\r\n";
    String begun =
        new String(Arrays.copyOf(gzip(""), 10), StandardCharsets.ISO_8859_1)
            + "\0\0\0\u00ff\u00ff".repeat(30_000);
    String chunk = Integer.toHexString(begun.length()) + "\r\n" + begun + "\r\n";
    try (ServingServer server = start("request.max-bytes", "64 KiB")) {
      String answer = talk(server, head + "transfer-encoding: chunked\r\n\r\n" + chunk);

      assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }
  }

  /// The body fits beside one that is in the middle of coming, in whatever pieces it is read; its
  /// tensors do not, and what has wholly come goes first.
  @Test
  @Timeout(60)
  void makesRoomForTheTensorsOfARequestThatHasCome() throws Exception {
    String[] limits = {"request.max-bytes", "1 MiB", "receive.max-bytes", "1 MiB"};
    String body =
        ROW.replace("[1,4]", "[32500,4]").replace("[1,2,3,4]", "[0" + ",0".repeat(129_999) + "]");
    try (ServingServer server = start(limits);
        Socket dawdling = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Socket whole = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      send(dawdling, head(830_001) + " ".repeat(830_000));
      awaitHeld(server, 830_000);
      send(whole, head(body.length()) + body.substring(0, 100_000));
      awaitHeld(server, 930_000);
      send(whole, body.substring(100_000));

      assertEquals("HTTP/1.1 200", status(whole));
      assertEquals("HTTP/1.1 408", status(dawdling));
    }
  }

  private static String head(int length) {
    return "POST " + INFER + " HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + "\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
  }

  /// What is sent is read by a thread of the server's.
  private static void awaitHeld(ServingServer server, int bytes) throws IOException {
    while (Metrics.value(server.managementPort(), "inference_unfinished_bytes") < bytes) {
      Thread.onSpinWait();
    }
  }

  /// A body in the middle of coming when others take the memory.
  @Test
  void refusesWhatItHasNoMemoryFor() throws Exception {
    String[] limits = {"request.max-bytes", "1 MiB", "receive.max-bytes", "1 MiB"};
    String begun = head(1_000_000) + " ".repeat(900_000);
    try (ServingServer server = start(limits);
        Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Client client = clientOf(server)) {
      send(first, begun);
      awaitHeld(server, 900_000);
      String answer = talk(server, begun);

      assertTrue(answer.startsWith("HTTP/1.1 503 Service Unavailable\r\n"), answer);
      assertTrue(answer.contains("retry-after: 1\r\n"), answer);
      assertEquals(200, client.post(INFER, ROW).status());
    }
  }

  /// It leaves at once, and with it all that waits to be taken.
  @Test
  @Timeout(60)
  void whoTakesNoAnswersGivesItsPlaceToOthers() throws Exception {
    byte[] requests =
        "GET /v2/models/model HTTP/1.1\r\nhost: x\r\n\r\n"
            .repeat(20_000)
            .getBytes(StandardCharsets.ISO_8859_1);
    List<Socket> idle = new ArrayList<>();
    try (ServingServer server = start("connections.max", "16");
        Socket greedy = new Socket()) {
      greedy.setReceiveBufferSize(4_096);
      greedy.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      Thread asking =
          Thread.startVirtualThread(() -> {
            try {
              greedy.getOutputStream().write(requests);
            } catch (IOException closed) {
              // As it is to be.
            }
          });
      // What it does not take fills the system's memory first, then ours, and nothing moves then.
      double before = 0;
      for (int same = 0; same < 20; ) {
        double held = Metrics.value(server.managementPort(), "inference_unfinished_bytes");
        same = held > 65_536 && held == before ? same + 1 : 0;
        before = held;
      }

      for (int i = 0; i < 16; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
      asking.join();

      assertEquals(1, counted(server, "inference_rejected_total", "reason=\"connections\""));
      assertEquals(0, counted(server, "inference_rejected_total", "reason=\"slow\""));
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  /// Declared to take any size, the model takes some: within it, that is a broken model.
  @Test
  void blamesSizesThatTheModelCannotTakeOnTheCaller() throws Exception {
    TestModel model =
        new TestModel("fixed")
            .input("text", DataType.FP32, "batch", "length")
            .weights("w", new long[] {1, 8}, 1, 2, 3, 4, 5, 6, 7, 8)
            .node("Add", "text w", "sum")
            .output("sum", DataType.FP32, "batch", "total");
    try (ServingServer server = start(model);
        Client client = clientOf(server)) {
      String body =
          "{\"inputs\":[{\"name\":\"text\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}";
      Reply refused = client.post(INFER, body);

      assertEquals(400, refused.status(), refused.body());
      String error = refused.json().get("error").asText();
      assertEquals(
          "the model cannot take input 'text' of shape [1,3], though it takes [1,1]: Add:"
              + " Attempting to broadcast an axis by a dimension other than 1. 3 by 8",
          error);
    }
  }
}
