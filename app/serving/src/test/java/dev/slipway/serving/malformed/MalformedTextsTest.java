// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.malformed.Campaign.Subject;
import dev.slipway.serving.malformed.Campaign.Tally;
import dev.slipway.serving.onnx.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hostile texts are answered, and broken ones get an answer that blames the caller; none is left
/// without, and the server stays as it was.
class MalformedTextsTest {

  private static final List<TextsFault> FAULTS = List.of(TextsFault.values());

  @TempDir Path folder;

  @Test
  void blamesTheCallersOfFourThousandBrokenTexts() throws Exception {
    attack(4_000, 30);
  }

  @Test
  @Tag("nightly")
  void blamesTheCallersOfAHundredThousandBrokenTexts() throws Exception {
    attack(100_000, 31);
  }

  /// Its tokenizer evens out, cuts by a pattern and pairs letters: more than most do.
  private Subject reader() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"truncation": {"max_length": 64, "strategy": "LongestFirst", "stride": 0},
         "added_tokens": [{"id": 1, "content": "[SEP]", "special": true}],
         "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKD"},
           {"type": "StripAccents"}, {"type": "Lowercase"}]},
         "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "\\\\p{L}+|\\\\s+|[^\\\\s\\\\p{L}]+"},
           "behavior": "Isolated", "invert": false},
         "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 1], "cls": ["[SEP]", 1]},
         "model": {"type": "BPE", "unk_token": "u", "vocab":
           {"u": 0, "a": 2, "b": 3, "ab": 4, "s": 5, "e": 6, "se": 7, "sea": 8},
           "merges": ["a b", "s e", "se a"]}}
        """);
    Path file =
        Files.writeString(
            folder.resolve("preparation.json"),
            """
            {"texts": {"tokenizer": "tokenizer.json", "embedding":
              {"output": "last_hidden_state", "pooling": "mean", "normalise": true}}}
            """);
    return new Subject(
        TestModel.reader(10).writeTo(folder.resolve("model.onnx")),
        Map.of(
            "rows.preparation",
            file.toString(),
            "texts.max",
            "20",
            "texts.max-characters",
            "2000",
            "texts.max-tokens",
            "64"),
        TextsFault::good);
  }

  private void attack(int requests, long seed) throws Exception {
    Tally tally =
        new Campaign(reader(), new NamedAttack<>(FAULTS, TextsFault::good)).run(requests, seed);

    assertEquals(FAULTS.size(), tally.kinds());
  }
}
