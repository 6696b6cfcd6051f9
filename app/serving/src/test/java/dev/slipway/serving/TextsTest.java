// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Texts are answered as their tokens are, whatever their length and company.
class TextsTest extends ServerFixture {

  private static final String TEXTS = "/v1/texts";
  private static final String EMBEDDINGS = "/v1/embeddings";

  /// `[CLS]` is 2, `[SEP]` 3, `how` 4.
  private static final List<String> WORDS =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "how", "deep", "is", "the", "sea", "##s");

  private ServingServer startReader(String embedding, String... more) throws Exception {
    Files.writeString(folder.resolve("vocab.txt"), String.join("\n", WORDS));
    Path file =
        Files.writeString(
            folder.resolve("preparation.json"),
            "{\"texts\":{\"tokenizer\":\"vocab.txt\"%s},\"labels\":[\"a\",\"b\",\"c\"]}"
                .formatted(embedding));
    List<String> options = new ArrayList<>(List.of("rows.preparation", file.toString()));
    options.addAll(Arrays.asList(more));
    return start(TestModel.reader(WORDS.size()), options.toArray(String[]::new));
  }

  private static String embedding(String output, String pooling, boolean normalise) {
    return ",\"embedding\":{\"output\":\"%s\",\"pooling\":\"%s\",\"normalise\":%s}"
        .formatted(output, pooling, normalise);
  }

  /// What the model answers to tokens.
  private static JsonNode asked(Client client, int... ids) throws Exception {
    String numbers =
        Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(","));
    String ones = IntStream.of(ids).mapToObj(id -> "1").collect(Collectors.joining(","));
    String input = "{\"name\":\"%s\",\"datatype\":\"INT64\",\"shape\":[1,%d],\"data\":[%s]}";
    return client
        .post(
            "/v2/models/model/infer",
            "{\"inputs\":[%s,%s]}"
                .formatted(
                    input.formatted("input_ids", ids.length, numbers),
                    input.formatted("attention_mask", ids.length, ones)))
        .json()
        .path("outputs");
  }

  /// The same as an object by name.
  private static String named(JsonNode outputs) {
    var members = new ArrayList<String>();
    JsonNode tokens = outputs.path(0).path("data");
    for (int i = 0; i < tokens.size(); i++) {
      String name = tokens.size() == 3 ? List.of("a", "b", "c").get(i) : Integer.toString(i);
      members.add("\"last_hidden_state.%s\":%s".formatted(name, tokens.path(i).asText()));
    }
    for (int i = 0; i < 3; i++) {
      members.add(
          "\"scores.%s\":%s"
              .formatted("abc".charAt(i), outputs.path(1).path("data").path(i).asText()));
    }
    return "{" + String.join(",", members) + "}";
  }

  @Test
  void answersTextsOfAnyLengthInTheirOrder() throws Exception {
    try (ServingServer server = startReader("");
        Client client = clientOf(server)) {
      String sea = named(asked(client, 2, 7, 8, 3));
      String seas = named(asked(client, 2, 8, 9, 3));
      String deep = named(asked(client, 2, 4, 5, 6, 7, 8, 1, 3));
      String nothing = named(asked(client, 2, 3));
      String begin = "{\"model_name\":\"model\",\"model_version\":\"1\",";

      assertEquals(
          begin + "\"texts\":[" + sea + "]}", client.post(TEXTS, "{\"text\":\"The sea\"}").body());
      assertEquals(
          begin
              + "\"id\":\"7\",\"texts\":["
              + String.join(",", sea, deep, seas, nothing, sea)
              + "]}",
          client
              .post(
                  TEXTS,
                  "{\"id\":\"7\",\"texts\":[\"the sea\",\"How deep is the sea?\",\"seas\",\"\","
                      + "\"\\u0074he sea\"]}")
              .body());
    }
  }

  @Test
  void answersHundredsOfTextsAsEachAlone() throws Exception {
    try (ServingServer server = startReader(embedding("scores", "none", false));
        Client client = clientOf(server)) {
      List<String> alone = new ArrayList<>();
      for (String text : hundreds()) {
        JsonNode one = client.post(TEXTS, "{\"text\":" + text + "}").json().path("texts");
        alone.add(one.path(0).toString());
      }

      JsonNode together =
          client
              .post(TEXTS, "{\"texts\":[" + String.join(",", hundreds()) + "]}")
              .json()
              .path("texts");

      List<String> answered = new ArrayList<>();
      together.forEach(each -> answered.add(each.toString()));
      assertTrue(alone.equals(answered), "differ");
    }
  }

  /// Those of one length, in runs of eight; the last digits may differ.
  @Test
  void answersTextsThatGoTogetherInTheirOrder() throws Exception {
    String body = "{\"input\":[" + String.join(",", hundreds()) + "]}";
    List<float[]> alone = new ArrayList<>();
    try (ServingServer server = startReader(embedding("scores", "none", false));
        Client client = clientOf(server)) {
      client.post(EMBEDDINGS, body).json().path("data").forEach(each -> alone.add(floats(each, 0)));
    }
    try (ServingServer server =
            startReader(
                embedding("scores", "none", false), "texts.together", "8", "batch.max-rows", "8");
        Client client = clientOf(server);
        Client management = managementOf(server)) {
      JsonNode data = client.post(EMBEDDINGS, body).json().path("data");

      for (int i = 0; i < alone.size(); i++) {
        assertArrayEquals(alone.get(i), floats(data.path(i), 0), 1e-5f);
      }
      assertEquals(200, alone.size());
      // Each of five lengths has 40 texts: five runs
      assertTrue(
          management
              .get("/metrics")
              .body()
              .contains(
                  "inference_executions_total{model_name=\"model\",model_version=\"1\"} 25.0"));
    }
  }

  private static List<String> hundreds() {
    return IntStream.range(0, 200)
        .mapToObj(i -> "\"the " + "sea ".repeat(i % 5) + WORDS.get(4 + i % 4) + "\"")
        .toList();
  }

  @Test
  void poolsAndNormalisesAsItIsTold() throws Exception {
    Map<String, float[]> expected = new LinkedHashMap<>();
    double[] sum = new double[3];
    try (ServingServer server = startReader(embedding("scores", "none", false));
        Client client = clientOf(server)) {
      JsonNode outputs = asked(client, 2, 7, 8, 3);
      float[] scores = floats(outputs.path(1).path("data"), 0);
      float[] vectors = floats(outputs.path(0).path("data"), 0);
      for (int i = 0; i < 12; i++) {
        sum[i % 3] += vectors[i];
      }
      expected.put(embedding("scores", "none", false), scores);
      expected.put(
          embedding("last_hidden_state", "mean", false),
          new float[] {(float) (sum[0] / 4), (float) (sum[1] / 4), (float) (sum[2] / 4)});
      expected.put(embedding("last_hidden_state", "cls", false), Arrays.copyOf(vectors, 3));
      double length =
          Math.sqrt(Math.pow(sum[0] / 4, 2) + Math.pow(sum[1] / 4, 2) + Math.pow(sum[2] / 4, 2));
      expected.put(
          embedding("last_hidden_state", "mean", true),
          new float[] {
            (float) (sum[0] / 4 / length),
            (float) (sum[1] / 4 / length),
            (float) (sum[2] / 4 / length)
          });
    }
    for (Map.Entry<String, float[]> each : expected.entrySet()) {
      try (ServingServer server = startReader(each.getKey());
          Client client = clientOf(server)) {
        JsonNode answer =
            client
                .post(
                    EMBEDDINGS,
                    "{\"model\":\"model\",\"input\":[\"the sea\",\"the sea how\",\"the sea\"]}")
                .json();
        JsonNode data = answer.path("data");
        assertEquals(
            Arrays.toString(each.getValue()),
            Arrays.toString(floats(data.path(2), 0)),
            each.getKey());
        assertEquals(
            "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":%s}],\"model\":\"model\",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}"
                .formatted(Arrays.toString(each.getValue()).replace(" ", "")),
            client.post(EMBEDDINGS, "{\"input\":\"the sea\"}").body());
        assertEquals(13, answer.path("usage").path("total_tokens").intValue());
        assertEquals(Arrays.toString(each.getValue()), Arrays.toString(unpacked(client)));
      }
    }
  }

  private static float[] unpacked(Client client) throws Exception {
    Reply reply = client.post(EMBEDDINGS, "{\"input\":\"the sea\",\"encoding_format\":\"base64\"}");
    String packed = reply.json().path("data").path(0).path("embedding").textValue();
    float[] unpacked = new float[3];
    ByteBuffer.wrap(Base64.getDecoder().decode(packed))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(unpacked);
    return unpacked;
  }

  private static float[] floats(JsonNode data, int from) {
    JsonNode list = data.isArray() ? data : data.path("embedding");
    float[] values = new float[list.size() - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(list.path(from + i).asText());
    }
    return values;
  }

  @Test
  void saysWhichTextIsWrong() throws Exception {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("{\"text\":3}", "400 'text' must be a text");
    refused.put("{\"texts\":[\"a\",null]}", "400 texts[1] must be a text");
    refused.put("{\"texts\":[[1,2]]}", "400 texts[0] must be a text");
    refused.put("{\"texts\":[]}", "400 there are no texts");
    refused.put("{}", "400 there are no texts");
    refused.put("{\"text\":\"a\",\"texts\":[\"b\"]}", "400 'text' or 'texts' is there twice");
    refused.put(
        "{\"input\":\"a\"}",
        "400 only 'text' or 'texts' and 'id' are taken here; tensors go to"
            + " /v2/models/NAME/infer");
    refused.put("{\"text\":\"\\ud800\"}", "400 JSON, byte 9: half of a surrogate pair");
    refused.put("{\"text\":\"a", "400 JSON, byte 10: a string has no end");
    refused.put("{\"texts\":[\"a\",\"b\",\"c\"]}", "413 a request may have 2 texts at most");
    refused.put(
        "{\"text\":\"" + "a".repeat(31) + "\"}",
        "413 'text' has 31 characters; a text may have 30 at most");
    refused.put(
        "{\"texts\":[\"a\",\"" + "a ".repeat(15) + "\"]}",
        "413 texts[1] has 17 tokens; a text may have 8 at most");
    Map<String, String> embeddings = new LinkedHashMap<>();
    embeddings.put("{\"input\":[1,2]}", "400 input[0] must be a text");
    embeddings.put("{\"input\":\"a\",\"model\":\"gpt\"}", "404 this server has the model 'model'");
    embeddings.put(
        "{\"input\":\"a\",\"encoding_format\":\"int8\"}",
        "400 'encoding_format' must be float or base64");
    embeddings.put(
        "{\"input\":\"a\",\"dimensions\":2}",
        "400 only 'input', 'model', 'encoding_format' and 'user' are taken here");

    try (ServingServer server =
            startReader(
                embedding("scores", "none", true),
                "texts.max",
                "2",
                "texts.max-characters",
                "30",
                "texts.max-tokens",
                "8");
        Client client = clientOf(server)) {
      for (Map.Entry<String, String> each : refused.entrySet()) {
        assertEquals(each.getValue(), told(client.post(TEXTS, each.getKey())));
      }
      for (Map.Entry<String, String> each : embeddings.entrySet()) {
        assertEquals(each.getValue(), told(client.post(EMBEDDINGS, each.getKey())));
      }
      assertEquals(405, client.get(TEXTS).status());
    }
  }

  private static String told(Reply reply) throws IOException {
    return reply.status() + " " + reply.json().path("error").textValue();
  }

  /// A model that answers each token with numbers would fill any memory.
  @Test
  void refusesAnswersThatNobodyCouldHold() throws Exception {
    String text = "\"" + "sea ".repeat(500) + "\"";
    String many = "{\"texts\":[" + String.join(",", Collections.nCopies(200, text)) + "]}";
    try (ServingServer server = startReader("", "request.max-bytes", "4 MiB");
        Client client = clientOf(server)) {
      Reply refused = client.post(TEXTS, many);

      assertEquals(413, refused.status(), refused.body());
      assertTrue(
          refused.body().contains("the answer may take more than 8388608 bytes"), refused.body());
      assertEquals(200, client.post(TEXTS, "{\"text\":\"the sea\"}").status());
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
    }
  }

  @Test
  void saysThatATextWasCut() throws Exception {
    try (ServingServer server = startReader("");
        Client client = clientOf(server)) {
      assertEquals(200, client.post(TEXTS, "{\"text\":\"the sea\"}").status());
    }
    Files.writeString(
        folder.resolve("vocab.txt"),
        """
        {"truncation": {"max_length": 3, "strategy": "LongestFirst", "stride": 0},
         "pre_tokenizer": {"type": "Whitespace"},
         "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab":
           {"[PAD]": 0, "[UNK]": 1, "how": 4, "deep": 5, "is": 6}}}
        """);
    try (ServingServer server =
            start(
                TestModel.reader(WORDS.size()),
                "rows.preparation",
                folder.resolve("preparation.json").toString());
        Client client = clientOf(server)) {
      JsonNode answer = client.post(TEXTS, "{\"texts\":[\"how\",\"how deep is it\"]}").json();

      assertEquals(
          "[\"texts[1]: The text was cut: its last 1 of 4 tokens is left out, because vocab.txt"
              + " allows 3.\"]",
          answer.path("notes").toString());
      assertEquals(
          "400 texts[0]: No part of this text becomes a token. vocab.txt puts nothing around a"
              + " text either.",
          told(client.post(TEXTS, "{\"text\":\" \"}")));
    }
  }

  @Test
  void isNotOfferedWithoutATokenizer() throws Exception {
    try (ServingServer server = startReader("");
        Client client = clientOf(server)) {
      assertEquals(
          "404 this service was not told which output is an embedding (rows.preparation)",
          told(client.post(EMBEDDINGS, "{\"input\":\"a\"}")));
      assertEquals(404, client.post("/v1/rows", "{\"rows\":[{\"a\":1}]}").status());
    }
    try (ServingServer server = start();
        Client client = clientOf(server)) {
      assertEquals(
          "404 this service was not told how texts become its inputs (rows.preparation): ask it"
              + " with tensors",
          told(client.post(TEXTS, "{\"text\":\"a\"}")));
    }
  }

  @Test
  void doesNotStartWithWhatDoesNotFit() {
    Map<String, String> refused =
        Map.of(
            embedding("pooled", "none", false),
            "the preparation does not fit the model: the model has no output 'pooled'",
            embedding("scores", "mean", false),
            "the preparation does not fit the model: 'scores' is FP32 of 2 axes; an embedding with"
                + " pooling MEAN is made of real numbers of 3");

    refused.forEach((embedding, why) ->
        assertEquals(
            why, assertThrows(InferenceException.class, () -> startReader(embedding)).reason()));
  }
}
