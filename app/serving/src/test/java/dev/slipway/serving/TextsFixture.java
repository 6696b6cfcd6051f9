// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.onnx.TestModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Servers that read texts, of ten words.
abstract class TextsFixture extends ServerFixture {

  static final String TEXTS = "/v1/texts";
  static final String EMBEDDINGS = "/v1/embeddings";

  /// `[CLS]` is 2, `[SEP]` 3, `how` 4.
  static final List<String> WORDS =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "how", "deep", "is", "the", "sea", "##s");

  /// A tokenizer file that puts nothing around a text.
  static final String CUTTING =
      """
      {"truncation": {"max_length": %d, "strategy": "LongestFirst", "stride": 0},
       "pre_tokenizer": {"type": "Whitespace"},
       "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab":
         {"[PAD]": 0, "[UNK]": 1, "how": 4, "deep": 5, "is": 6}}}
      """;

  ServingServer startReader(String embedding, String... more) throws Exception {
    return startReading(String.join("\n", WORDS), embedding, more);
  }

  /// @param tokenizer what the file of that holds
  ServingServer startWith(String tokenizer, String... more) throws Exception {
    return startReading(tokenizer, "", more);
  }

  private ServingServer startReading(String tokenizer, String embedding, String... more)
      throws Exception {
    Files.writeString(folder.resolve("vocab.txt"), tokenizer);
    Path file =
        Files.writeString(
            folder.resolve("preparation.json"),
            "{\"texts\":{\"tokenizer\":\"vocab.txt\"%s},\"labels\":[\"a\",\"b\",\"c\"]}"
                .formatted(embedding));
    List<String> options = new ArrayList<>(List.of("rows.preparation", file.toString()));
    options.addAll(Arrays.asList(more));
    return start(TestModel.reader(WORDS.size()), options.toArray(String[]::new));
  }

  static String embedding(String output, String pooling, boolean normalise) {
    return ",\"embedding\":{\"output\":\"%s\",\"pooling\":\"%s\",\"normalise\":%s}"
        .formatted(output, pooling, normalise);
  }
}
