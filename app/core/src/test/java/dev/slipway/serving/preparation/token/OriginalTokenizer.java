// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The library that `tokenizer.json` is written by: what it answers is the truth.
final class OriginalTokenizer implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;

  /// @param cuts whether a long text is cut as the file says; it would else be cut at 512 tokens
  OriginalTokenizer(Path file, boolean cuts) throws IOException {
    // It would otherwise report its use on some machines, and look for other builds of itself.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("RUST_FLAVOR", "cpu");
    System.setProperty("DJL_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString());
    tokenizer =
        HuggingFaceTokenizer.newInstance(
            file, Map.of("padding", "false", "truncation", Boolean.toString(cuts)));
  }

  record Row(List<Long> ids, List<Long> segments, List<String> tokens) {}

  Row encode(String text) {
    Encoding encoding = tokenizer.encode(text);
    return new Row(
        list(encoding.getIds()), list(encoding.getTypeIds()), List.of(encoding.getTokens()));
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
