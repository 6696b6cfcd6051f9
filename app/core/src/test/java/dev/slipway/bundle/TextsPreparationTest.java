// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.Embedding.Pooling;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.protocol.PreparationReader;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundle of a model that takes texts brings along what makes tokens of them; callers are told.
final class TextsPreparationTest {

  @TempDir Path folder;

  @Test
  void theServiceGetsTheTokenizerAndCallersTheWay() throws Exception {
    Map<String, String> files = texts(TextBundle.input(folder, Map.of()));

    Preparation read =
        PreparationReader.read(
            Files.writeString(
                folder.resolve("p.json"),
                files.getOrDefault("docker/app/model/preparation.json", "")));
    assertEquals(
        new Preparation(
            List.of(),
            List.of(),
            Optional.of(
                new Preparation.Texts(
                    "vocab.txt", Optional.of(new Embedding("pooled", Pooling.NONE, false)))),
            Optional.empty()),
        read);
    assertEquals(TextBundle.WORDS, files.get("docker/app/model/vocab.txt"));
    assertTrue(
        files
            .getOrDefault("docker/app/conf/serving.properties", "")
            .endsWith("\nrows.preparation=/app/model/preparation.json\n"));
    String guide = files.getOrDefault("docs/consumer-guide.md", "");
    assertTrue(guide.contains("\"input\":[\"How deep is the sea?\"]"), guide);
    var openapi = Yaml.documents(files.getOrDefault("docs/openapi.yaml", "")).getFirst();
    assertTrue(openapi.path("paths").has("/v1/texts"), openapi.toString());
    assertTrue(openapi.path("paths").has("/v1/embeddings"), openapi.toString());
    assertFalse(openapi.path("paths").has("/v1/rows"), openapi.toString());
    assertEquals(
        "{\"type\":\"array\",\"minItems\":1,\"maxItems\":256,\"items\":{\"type\":\"string\",\"maxLength\":20000}}",
        openapi.at("/components/schemas/Texts/properties/texts").toString());
    assertEquals(
        "There is no such model, version or path, or the field model names another.",
        openapi.at("/paths/~1v1~1embeddings/post/responses/404/description").textValue());
    String larger = openapi.at("/paths/~1v1~1texts/post/responses/413/description").textValue();
    assertTrue(larger.contains("; or there are more texts, longer ones"), larger);
  }

  @Test
  void itIsSaidWhyTextsAreNotTaken() throws Exception {
    var source =
        new TextSource(
            "tokenizer.json",
            ByteContent.of("{}"),
            Optional.of("tokenizer.json asks for something that Slipway does not do: a.b = c"));
    BundleInput input = AlteredInput.of(TextBundle.input(folder, Map.of())).texts(source).input();

    Map<String, String> files = texts(input);

    String settings = files.getOrDefault("docker/app/conf/serving.properties", "");
    assertTrue(
        settings.contains(
            "\n# Texts are not taken: tokenizer.json asks for something that Slipway does not do"),
        settings);
    assertFalse(settings.contains("rows.preparation"));
    assertFalse(files.containsKey("docker/app/model/preparation.json"));
    assertFalse(files.getOrDefault("docs/openapi.yaml", "").contains("/v1/texts"));
  }

  private static SortedMap<String, String> texts(BundleInput input) throws Exception {
    SortedMap<String, String> texts = new TreeMap<>();
    for (GeneratedFile file : Exported.files(input, List.of("docker", "openapi", "handover"))) {
      texts.put(file.path(), new String(file.content().bytes(), UTF_8));
    }
    return texts;
  }
}
