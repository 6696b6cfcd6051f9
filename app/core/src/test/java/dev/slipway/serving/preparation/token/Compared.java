// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.preparation.token.OriginalTokenizer.Row;
import java.util.List;
import java.util.Optional;

/// Ours against the original: numbers and segments. It shows an unknown token as the text was, and
/// we as the vocabulary has it.
final class Compared {

  private Compared() {}

  static void assertSame(OriginalTokenizer original, TextTokenizer ours, String text)
      throws Exception {
    Row truth = original.encode(text);
    List<TokenizedText.Row> rows = ours.encode(text, Optional.empty()).rows();
    var same =
        new Row(
            rows.stream().map(row -> (long) row.token().id()).toList(),
            rows.stream().map(row -> (long) row.segment()).toList(),
            rows.stream().map(row -> row.token().text()).toList());
    int at = 0;
    while (at < Math.min(truth.ids().size(), same.ids().size())
        && truth.ids().get(at).equals(same.ids().get(at))) {
      at++;
    }
    String where = "from token " + at + " of \"" + escaped(text) + "\"";
    if (!truth.ids().equals(same.ids())) {
      assertEquals(after(truth, at), after(same, at), where);
    }
    assertEquals(truth.ids(), same.ids(), where);
    assertEquals(truth.segments(), same.segments(), where);
  }

  private static String after(Row row, int at) {
    return String.join(" ", row.tokens().subList(at, Math.min(at + 12, row.tokens().size())));
  }

  private static String escaped(String text) {
    StringBuilder all = new StringBuilder();
    text.chars()
        .limit(80)
        .forEach(c -> all.append(c < 0x20 || c > 0x7E ? "\\u%04x".formatted(c) : (char) c));
    return all.toString();
  }
}
