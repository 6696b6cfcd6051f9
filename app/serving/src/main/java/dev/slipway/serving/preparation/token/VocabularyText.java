// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.AddedTokens.Added;
import dev.slipway.serving.preparation.token.TextTokenizer.Steps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `vocab.txt`, BERT's list of word pieces: a line a token, its number the line's.
public final class VocabularyText {

  private static final List<String> SPECIAL = List.of("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]");

  /// Four times what the largest has that is known; each takes some 100 bytes.
  public static final int MOST_LINES = 2_000_000;

  private VocabularyText() {}

  /// The list does not say whether text is to be lower case: it is where no token has a capital.
  public static TextTokenizer read(String file, String text) throws PreparationException {
    long ends = text.chars().filter(c -> c == '\n').count();
    if (ends > MOST_LINES) {
      throw Part.malformed(
          file, "it has %,d lines; at most %,d are read".formatted(ends, MOST_LINES));
    }
    Map<String, Integer> ids = new HashMap<>();
    String[] lines = text.split("\n", -1);
    for (int id = 0; id < lines.length; id++) {
      String line = lines[id];
      String token = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (!token.isEmpty()) {
        // As BERT's own reader has it: of a repeated token the last line counts.
        ids.put(token, id);
      } else if (id == 0) {
        throw Part.malformed(file, "its first line is empty");
      }
    }
    Vocabulary vocabulary = new Vocabulary(ids);
    List<Added> special = new ArrayList<>();
    for (String name : SPECIAL) {
      vocabulary
          .find(name)
          .ifPresent(token -> special.add(new Added(name, token, false, false, false)));
    }
    boolean lower =
        ids.keySet().stream()
            .filter(token -> !(token.startsWith("[") && token.endsWith("]")))
            .noneMatch(token -> token.chars().anyMatch(c -> c >= 'A' && c <= 'Z'));
    Token unknown = need(file, vocabulary, "[UNK]");
    Token begin = need(file, vocabulary, "[CLS]");
    Token end = need(file, vocabulary, "[SEP]");
    var steps =
        new Steps(
            new AddedTokens(special),
            new BertNormaliser(true, true, lower, lower),
            new AddedTokens(List.of()),
            Splitters.bert(),
            new WordPieces(vocabulary, unknown, WordPieces.INSIDE, WordPieces.LONGEST));
    var template =
        new Template(
            List.of(new Template.Placed(begin, 0)), 0, List.of(new Template.Placed(end, 0)));
    return new TextTokenizer(
        file,
        steps,
        template,
        Optional.empty(),
        vocabulary.find("[PAD]").map(token -> new Padding(token, 0, false)));
  }

  private static Token need(String file, Vocabulary vocabulary, String name)
      throws PreparationException {
    return vocabulary.find(name).orElseThrow(() -> Part.malformed(file, "it has no line " + name));
  }
}
