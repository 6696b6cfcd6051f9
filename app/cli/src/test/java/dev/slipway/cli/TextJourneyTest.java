// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model of texts is shipped: its service answers texts as `predict` does, to the last digit, and
/// what a bundle says to callers is of texts.
@Tag("nightly")
final class TextJourneyTest {

  private static final List<String> TEXTS =
      List.of("How deep is the sea?", "sea", "The seas, é 你好!", "how deep");

  @TempDir private Path folder;
  private Path project;
  private Slipway slipway;

  @BeforeEach
  void makeAProject() throws IOException {
    project = Files.createDirectory(folder.resolve("mood"));
    Files.write(project.resolve("model.onnx"), SmallModels.mood());
    Files.writeString(
        project.resolve("vocab.txt"),
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nhow\ndeep\nis\nthe\nsea\n##s\n?\n");
    Files.writeString(project.resolve("texts.txt"), String.join("\n", TEXTS) + "\n");
    Files.writeString(
        project.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: mood
        version: 1.0.0
        model:
          file: model.onnx
          texts: texts.txt
          labels: [calm, even, stormy]
          embedding: {output: logits, pooling: none, normalise: true}
        release:
          targets: [docker, handover, openapi]
        """);
    slipway = new Slipway(folder.resolve("home")).alone();
  }

  @Test
  void theServiceAnswersTextsAsPredictDoes() throws Exception {
    JsonNode predicted = predicted();
    try (ServedBundle served =
        ServedBundle.of(slipway, project, "Texts are answered as their tokens are, bit by bit")) {
      JsonNode named = asked(served, "/v1/texts", "texts").path("texts");
      JsonNode vectors = asked(served, "/v1/embeddings", "input").path("data");
      for (int i = 0; i < TEXTS.size(); i++) {
        JsonNode logits = predicted.path(i).at("/outputs/0/data");
        JsonNode mood = predicted.path(i).at("/outputs/1/data/0");
        assertEquals(
            "{\"logits.calm\":%s,\"logits.even\":%s,\"logits.stormy\":%s,\"class\":%s}"
                .formatted(logits.path(0), logits.path(1), logits.path(2), mood),
            named.path(i).toString());
        assertEquals(normalised(logits), vectors.path(i).path("embedding").toString());
      }
    }
    assertTrue(
        Files.readString(project.resolve("bundle/docs/consumer-guide.md"))
            .contains("\"input\":[\"How deep is the sea?\"]"));
  }

  private JsonNode predicted() throws Exception {
    List<Object> words = new ArrayList<>(List.of("predict", project, "--json"));
    TEXTS.forEach(text -> words.addAll(List.of("--text", text)));
    Slipway.Result result = slipway.run(words.toArray());
    assertEquals(0, result.code(), result.err());
    return Json.tree(result.out());
  }

  private static String normalised(JsonNode vector) {
    double sum = 0;
    for (JsonNode value : vector) {
      sum += Math.pow(Float.parseFloat(value.asText()), 2);
    }
    List<String> values = new ArrayList<>();
    for (JsonNode value : vector) {
      values.add(Float.toString((float) (Float.parseFloat(value.asText()) / Math.sqrt(sum))));
    }
    return "[" + String.join(",", values) + "]";
  }

  private static JsonNode asked(ServedBundle served, String path, String field) throws Exception {
    String texts = String.join(",", TEXTS.stream().map(TextJourneyTest::quoted).toList());
    String body = "{\"" + field + "\":[" + texts + "]}";
    return served.asked(path, body.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
