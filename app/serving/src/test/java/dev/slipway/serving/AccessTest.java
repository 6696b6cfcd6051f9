// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Who is let in over REST.
class AccessTest extends ServerFixture {

  private static final String TOKEN = "one-token-of-a-caller";
  private static final String NEXT = "the-token-that-comes-next";
  private static final String INFER = "/v2/models/model/infer";

  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());

  private ServingServer guarded(Path tokens, String... options) throws Exception {
    Map<String, String> all = new TreeMap<>();
    all.put("model.threads", "1");
    all.put("auth.tokens-file", tokens.toString());
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    Path model = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    return ServingServer.start(ServingConfig.inProcess(model, all), journal());
  }

  private Journal journal() {
    return new Journal() {
      @Override
      public void info(String event, Map<String, Object> fields) {
        logged.add(event + " " + new TreeMap<>(fields));
      }

      @Override
      public void warning(String event, Map<String, Object> fields) {
        info(event, fields);
      }
    };
  }

  private Path tokens(String... tokens) throws Exception {
    return Files.writeString(folder.resolve("tokens"), String.join("\n", tokens));
  }

  private static Reply infer(Client client, String... headers) throws Exception {
    return client.send("POST", INFER, ROW.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static String[] bearer(String token) {
    return new String[] {"authorization", "Bearer " + token};
  }

  @Test
  void asksForATokenButWhereTheServiceTellsHowItIs() throws Exception {
    try (ServingServer server = guarded(tokens(TOKEN));
        Client client = clientOf(server);
        Client management = managementOf(server)) {
      Map<String, Integer> without = new TreeMap<>();
      Map<String, Integer> with = new TreeMap<>();
      for (String path :
          List.of(
              "/v2",
              "/v2/",
              "/v2/models/model",
              "/v2/models/model?health",
              "/v2/models/other",
              "/metrics",
              "/v2/health/live",
              "/v2/health/ready?x",
              "/v2/models/model/ready",
              "/v2/models/model/versions/1/ready")) {
        without.put(path, client.get(path).status());
        with.put(path, client.send("GET", path, new byte[0], bearer(TOKEN)).status());
      }

      assertEquals(
          new TreeMap<>(
              Map.of(
                  "/v2", 401,
                  "/v2/", 401,
                  "/v2/models/model", 401,
                  "/v2/models/model?health", 401,
                  "/v2/models/other", 401,
                  "/metrics", 401,
                  "/v2/health/live", 200,
                  "/v2/health/ready?x", 200,
                  "/v2/models/model/ready", 200,
                  "/v2/models/model/versions/1/ready", 200)),
          without);
      assertEquals(
          new TreeMap<>(
              Map.of(
                  "/v2", 200,
                  "/v2/", 200,
                  "/v2/models/model", 200,
                  "/v2/models/model?health", 200,
                  "/v2/models/other", 404,
                  "/metrics", 404,
                  "/v2/health/live", 200,
                  "/v2/health/ready?x", 200,
                  "/v2/models/model/ready", 200,
                  "/v2/models/model/versions/1/ready", 200)),
          with);
      for (String path : List.of("/v2/health/live", "/v2/health/ready", "/metrics")) {
        assertEquals(200, management.get(path).status());
      }
    }
  }

  @Test
  void answersInTheProtocolsFormAndCountsRefusals() throws Exception {
    try (ServingServer server = guarded(tokens("# ours", TOKEN, NEXT));
        Client client = clientOf(server);
        Client management = managementOf(server)) {
      Reply none = infer(client);
      Reply wrong = infer(client, bearer(TOKEN + "x"));

      assertEquals(
          List.of(
              401,
              "{\"error\":\"a token is needed: Authorization: Bearer TOKEN\"}",
              "Bearer realm=\"inference\"",
              "close"),
          List.of(
              none.status(),
              none.body(),
              none.header("www-authenticate"),
              none.header("connection")));
      assertEquals(
          List.of(
              401,
              "{\"error\":\"the token is none of this server's\"}",
              "Bearer realm=\"inference\", error=\"invalid_token\""),
          List.of(wrong.status(), wrong.body(), wrong.header("www-authenticate")));
      assertEquals(200, infer(client, bearer(TOKEN)).status());
      assertEquals(200, infer(client, bearer(NEXT)).status());
      String metrics = management.get("/metrics").body();
      String labels = "model_name=\"model\",model_version=\"1\"";
      assertEquals(
          List.of(
              "inference_certificate_end_seconds{%s} 0.0".formatted(labels),
              "inference_requests_total{code=\"200\",%s,protocol=\"rest\"} 2.0".formatted(labels),
              "inference_requests_total{code=\"401\",%s,protocol=\"rest\"} 2.0".formatted(labels),
              "inference_secret_reads_total{%s,outcome=\"refused\",secret=\"tokens\"} 0.0"
                  .formatted(labels),
              "inference_secret_reads_total{%s,outcome=\"taken\",secret=\"tokens\"} 1.0"
                  .formatted(labels),
              "inference_secret_stale{%s,secret=\"tokens\"} 0.0".formatted(labels),
              "inference_unauthenticated_total{%s,protocol=\"rest\"} 2.0".formatted(labels)),
          metrics
              .lines()
              .filter(line ->
                  line.matches(
                      "inference_(unauth|secret|certificate).*|inference_requests_total.*\"[24]0[01]\".*"))
              .sorted()
              .toList());
      assertEquals(List.of(), logged.stream().filter(line -> line.contains("token-")).toList());
    }
  }

  /// A body of a mebibyte is announced and never comes: the answer does.
  @Test
  void refusesBeforeTheBodyIsReadAndCounted() throws Exception {
    try (ServingServer server = guarded(tokens(TOKEN));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Client management = managementOf(server)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + INFER
                      + " HTTP/1.1\r\nhost: x\r\ncontent-length: 1048576\r\n"
                      + "expect: 100-continue\r\n\r\n{")
                  .getBytes(StandardCharsets.ISO_8859_1));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));

      assertEquals("HTTP/1.1 401 Unauthorized", reader.readLine());
      assertEquals(
          List.of("inference_unfinished_bytes{model_name=\"model\",model_version=\"1\"} 0.0"),
          management
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("inference_unfinished_bytes"))
              .toList());
    }
  }

  /// Nobody is known there, so that nobody is given the memory of a request.
  @Test
  void takesHardlyABodyWhereItAsksNobody() throws Exception {
    byte[] most = new byte[1024];
    byte[] more = new byte[1025];
    try (ServingServer server = guarded(tokens(TOKEN));
        Client client = clientOf(server)) {
      List<String> answers = new ArrayList<>();
      for (byte[] body : List.of(most, more, most)) {
        Reply reply = client.send("GET", "/v2/health/live", body);
        answers.add(reply.status() + " " + reply.body());
      }
      Reply known = client.send("GET", "/v2", more, bearer(TOKEN));

      assertEquals(
          List.of(
              "200 {\"live\":true}",
              "413 {\"error\":\"the body is larger than the limit of 1024 bytes\"}",
              "200 {\"live\":true}"),
          answers);
      assertEquals(200, known.status());
    }
  }

  @Test
  void takesNewTokensWithoutARestartAndKeepsTheOldOnesWhereNoneAreUsable() throws Exception {
    Path file = tokens(TOKEN);
    try (ServingServer server = guarded(file);
        Client client = clientOf(server)) {
      List<List<Integer>> answers = new ArrayList<>();
      for (String now : List.of(TOKEN + "\n" + NEXT, NEXT, "", "broken")) {
        Files.writeString(file, now);
        server.lookAtSecrets();
        answers.add(
            List.of(infer(client, bearer(TOKEN)).status(), infer(client, bearer(NEXT)).status()));
      }

      assertEquals(
          List.of(List.of(200, 200), List.of(401, 200), List.of(401, 200), List.of(401, 200)),
          answers);
      assertEquals(
          List.of(
              "tokens-read {count=1}",
              "tokens-read {count=2}",
              "tokens-read {count=1}",
              "secret-refused {because=there is no token in it, secret=tokens}",
              "secret-refused {because=line 1 is no token: one has 16 to 512 letters, digits or"
                  + " -._~+/, and perhaps = at its end, secret=tokens}"),
          logged.stream().filter(line -> line.matches("(tokens|secret)-.*")).toList());
      assertEquals(1.0, Metrics.value(server.managementPort(), "inference_secret_stale"));
    }
  }

  @Test
  void doesNotStartWithoutAUsableToken() throws Exception {
    Path empty = tokens("# none yet");

    assertEquals(
        "the mounted secret cannot be used: there is no token in it",
        assertThrows(InferenceException.class, () -> guarded(empty)).reason());
    assertEquals(
        "option auth.tokens-file is '/none'; allowed: path of a file with one token a"
            + " line; no readable file is there",
        assertThrows(ConfigException.class, () -> guarded(Path.of("/none"))).reason());
    assertEquals(
        "option tls.key is ''; allowed: path of a private key in PEM; certificate and"
            + " key come together",
        assertThrows(
                ConfigException.class, () -> guarded(empty, "tls.certificate", empty.toString()))
            .reason());
  }
}
