// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.preparation.PreparationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A token's number is its line's, whatever stands in the lines before.
final class VocabularyTextTest {

  private static List<Integer> ids(String vocabulary) throws PreparationException {
    return VocabularyText.read("vocab.txt", vocabulary).encode("the sea", Optional.empty()).ids();
  }

  @Test
  void aBlankLineTakesANumberToo() throws Exception {
    assertEquals(List.of(1, 4, 6, 2), ids("[UNK]\n[CLS]\n[SEP]\n\nthe\n\nsea\n"));
    assertEquals(List.of(1, 4, 6, 2), ids("[UNK]\r\n[CLS]\r\n[SEP]\r\n\r\nthe\r\n\r\nsea\r\n"));
  }

  @Test
  void ofARepeatedTokenTheLastLineCounts() throws Exception {
    assertEquals(List.of(1, 5, 6, 2), ids("[UNK]\n[CLS]\n[SEP]\nthe\nof\nthe\nsea"));
  }

  @Test
  void aFileThatBeginsWithNothingIsRefused() {
    PreparationException refused =
        assertThrows(PreparationException.class, () -> ids("\n[UNK]\n[CLS]\n[SEP]\nthe\nsea\n"));

    assertEquals("tokenizer.malformed", refused.code());
  }
}
