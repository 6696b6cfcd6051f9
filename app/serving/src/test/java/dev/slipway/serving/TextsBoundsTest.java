// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.Client.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// Texts that are wrong, too long, too many or too late are refused, or cut, and the caller is
/// told.
class TextsBoundsTest extends TextsFixture {

  private static final String SLOW =
      """
      {"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(a+)+(a+)+$"},
         "behavior": "Isolated", "invert": false},
       "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {"[UNK]": 1}}}
      """;

  /// Of 5,001 characters.
  private static final String HARD = "{\"text\":\"" + "a".repeat(5_000) + "b\"}";

  @Test
  void saysWhichTextIsWrong() throws Exception {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("{\"text\":3}", "400 'text' must be a text");
    refused.put("{\"texts\":[\"a\",null]}", "400 texts[1] must be a text");
    refused.put("{\"texts\":[[1,2]]}", "400 texts[0] must be a text");
    refused.put("{\"texts\":[]}", "400 there are no texts");
    refused.put("{}", "400 there are no texts");
    refused.put("{\"text\":\"a\",\"texts\":[\"b\"]}", "400 'text' or 'texts' is there twice");
    refused.put("{\"texts\":[],\"text\":\"b\"}", "400 'text' or 'texts' is there twice");
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
    try (ServingServer server = startWith(CUTTING.formatted(3));
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

  /// A file that cuts has the last word; `texts.max-tokens` is for those that do not.
  @Test
  void cutsAsTheFileSaysThoughThatIsMoreThanTheOption() throws Exception {
    try (ServingServer server = startReader("", "texts.max-tokens", "3");
        Client client = clientOf(server)) {
      assertEquals(
          "413 texts[0] has 4 tokens; a text may have 3 at most",
          told(client.post(TEXTS, "{\"text\":\"how deep\"}")));
    }
    try (ServingServer server = startWith(CUTTING.formatted(5), "texts.max-tokens", "3");
        Client client = clientOf(server)) {
      Reply reply =
          client.post(TEXTS, "{\"texts\":[\"how how how how\",\"how how how how how how\"]}");

      assertEquals(200, reply.status(), reply.body());
      assertEquals(
          "[\"texts[1]: The text was cut: its last 1 of 6 tokens is left out, because vocab.txt"
              + " allows 5.\"]",
          reply.json().path("notes").toString());
    }
  }

  /// The pattern takes many steps: it is left as soon as nobody waits.
  @Test
  void makesNoTokensBeyondTheDeadline() throws Exception {
    try (ServingServer server = startWith(SLOW, "request.deadline", "20 ms");
        Client client = clientOf(server)) {
      assertEquals(
          "504 the texts were not read before the request's deadline",
          told(client.post(TEXTS, HARD)));
      assertEquals(
          1.0,
          Metrics.sum(server.managementPort(), "inference_rejected_total", "reason=\"deadline\""));
    }
  }

  @Test
  void asksForTheMemoryThatMakingTokensTakes() throws Exception {
    try (ServingServer server = startWith(SLOW);
        Client client = clientOf(server)) {
      FutureTask<Reply> asked = new FutureTask<>(() -> client.post(TEXTS, HARD));
      Thread.ofVirtual().start(asked);
      double most = 0;
      while (!asked.isDone()) {
        most = Math.max(most, Metrics.value(server.managementPort(), "inference_unfinished_bytes"));
      }

      assertEquals(
          "400 texts[0]: Making tokens of this text does not end. A pattern or a replacement in"
              + " vocab.txt takes more steps than any text needs.",
          told(asked.get()));
      assertTrue(most >= 5_001 * 400, "" + most);
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
    }
  }

  /// A request whose last text fails is answered with an error: none of its values was served.
  @Test
  void countsForDriftWhatWasAnswered() throws Exception {
    Path baseline =
        Files.writeString(
            folder.resolve("drift.json"),
            """
            {"features": [{"name": "score", "tensor": "scores", "column": 0, "bounds": [100],
              "expected": [1, 0]}]}
            """);
    String words = String.join("\n", WORDS) + "\nbeyond";
    try (ServingServer server = startWith(words, "drift.baseline", baseline.toString());
        Client client = clientOf(server)) {
      Reply failed = client.post(TEXTS, "{\"texts\":[\"the sea\",\"beyond\"]}");
      double before =
          Metrics.sum(
              server.managementPort(), "feature_drift_observations_total", "feature=\"score\"");
      Reply answered = client.post(TEXTS, "{\"texts\":[\"the sea\",\"deep\"]}");
      double after =
          Metrics.sum(
              server.managementPort(), "feature_drift_observations_total", "feature=\"score\"");

      assertEquals(
          List.of(400, 0.0, 200, 2.0),
          List.of(failed.status(), before, answered.status(), after),
          failed.body());
    }
  }
}
