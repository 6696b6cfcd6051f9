// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.predict.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Texts are answered as their tokens are, whatever their length and company.
class TextsTest extends TextsFixture {

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
      members.add("\"last_hidden_state.%d\":%s".formatted(i, tokens.path(i).asText()));
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

  /// An answer by token is called by its places, also where it has as many as there are classes.
  @Test
  void callsNoTokenByAClass() throws Exception {
    try (ServingServer server = startWith(CUTTING.formatted(3));
        Client client = clientOf(server)) {
      JsonNode answer = client.post(TEXTS, "{\"text\":\"how\"}").json().path("texts").path(0);

      List<String> names = new ArrayList<>();
      answer.fieldNames().forEachRemaining(names::add);
      assertEquals(
          List.of(
              "last_hidden_state.0",
              "last_hidden_state.1",
              "last_hidden_state.2",
              "scores.a",
              "scores.b",
              "scores.c"),
          names);
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
