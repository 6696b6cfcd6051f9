// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.BytePairs.Merge;
import dev.slipway.serving.preparation.token.BytePairs.Pair;
import dev.slipway.serving.preparation.token.Unigram.Scored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what `tokenizer.json` says under `model`.
final class VocabularyModels {

  private VocabularyModels() {}

  static Tokens of(Part part) throws PreparationException {
    Optional<Part> type = part.child("type");
    // Files of before 2021 do not say it.
    String kind =
        type.isPresent()
            ? type.get().text()
            : part.child("merges").isPresent()
                ? "BPE"
                : part.child("unk_id").isPresent() ? "Unigram" : "WordPiece";
    return switch (kind) {
      case "WordPiece" -> wordPieces(part);
      case "WordLevel" -> words(part);
      case "BPE" -> pairs(part);
      case "Unigram" -> unigram(part);
      default -> throw part.need("type").unsupported();
    };
  }

  private static Tokens wordPieces(Part part) throws PreparationException {
    part.only(
        "type", "vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word");
    Vocabulary vocabulary = Vocabulary.of(part.need("vocab"));
    return new WordPieces(
        vocabulary,
        vocabulary.need(part.need("unk_token")),
        part.text("continuing_subword_prefix", WordPieces.INSIDE),
        part.number("max_input_chars_per_word", WordPieces.LONGEST));
  }

  private static Tokens words(Part part) throws PreparationException {
    part.only("type", "vocab", "unk_token");
    Vocabulary vocabulary = Vocabulary.of(part.need("vocab"));
    Token unknown = vocabulary.need(part.need("unk_token"));
    return (piece, budget) -> List.of(vocabulary.find(piece).orElse(unknown));
  }

  private static Tokens pairs(Part part) throws PreparationException {
    part.only(
        "type",
        "dropout",
        "unk_token",
        "continuing_subword_prefix",
        "end_of_word_suffix",
        "fuse_unk",
        "byte_fallback",
        "ignore_merges",
        "vocab",
        "merges");
    Optional<Part> dropout = part.child("dropout");
    if (dropout.isPresent() && dropout.get().real() != 0) {
      throw dropout.get().unsupported();
    }
    Vocabulary vocabulary = Vocabulary.of(part.need("vocab"));
    Optional<Part> named = part.child("unk_token");
    Optional<Token> unknown =
        named.isPresent() ? Optional.of(vocabulary.need(named.get())) : Optional.empty();
    String inside = part.text("continuing_subword_prefix", "");
    var options =
        new BytePairs.Options(
            unknown,
            inside,
            part.text("end_of_word_suffix", ""),
            part.flag("fuse_unk", false),
            part.flag("byte_fallback", false),
            part.flag("ignore_merges", false));
    return new BytePairs(vocabulary, merges(part.need("merges"), vocabulary, inside), options);
  }

  private static Map<Pair, Merge> merges(Part part, Vocabulary vocabulary, String inside)
      throws PreparationException {
    Map<Pair, Merge> merges = HashMap.newHashMap(part.size());
    int rank = 0;
    for (Part entry : part.list()) {
      String[] both = both(entry);
      Optional<Token> left = vocabulary.find(both[0]);
      Optional<Token> right = vocabulary.find(both[1]);
      String made =
          both[0] + (both[1].startsWith(inside) ? both[1].substring(inside.length()) : both[1]);
      Optional<Token> token = vocabulary.find(made);
      if (left.isEmpty() || right.isEmpty() || token.isEmpty()) {
        throw entry.malformed(entry.path() + " joins tokens that the vocabulary lacks");
      }
      merges.put(new Pair(left.get().id(), right.get().id()), new Merge(rank++, token.get()));
    }
    return merges;
  }

  /// Written as two texts, or as one with a space between.
  private static String[] both(Part entry) throws PreparationException {
    if (entry.value() instanceof List && entry.size() == 2) {
      List<Part> two = entry.list();
      return new String[] {two.get(0).text(), two.get(1).text()};
    }
    String[] two = entry.text().split(" ", -1);
    if (two.length != 2) {
      throw entry.malformed(entry.path() + " is not two tokens");
    }
    return two;
  }

  private static Tokens unigram(Part part) throws PreparationException {
    part.only("type", "unk_id", "vocab", "byte_fallback");
    List<Part> entries = part.need("vocab").list();
    Map<String, Integer> ids = HashMap.newHashMap(entries.size());
    Map<String, Scored> pieces = HashMap.newHashMap(entries.size());
    for (int id = 0; id < entries.size(); id++) {
      List<Part> both = entries.get(id).list();
      if (both.size() != 2) {
        throw entries.get(id).malformed(entries.get(id).path() + " is not a token and its score");
      }
      String text = both.get(0).text();
      ids.put(text, id);
      pieces.put(text, new Scored(new Token(id, text), both.get(1).real()));
    }
    Optional<Token> unknown = Optional.empty();
    Optional<Part> unk = part.child("unk_id");
    if (unk.isPresent()) {
      int id = unk.get().number();
      if (id >= entries.size()) {
        throw unk.get().malformed(unk.get().path() + " is not in the vocabulary");
      }
      unknown = Optional.of(new Token(id, entries.get(id).list().getFirst().text()));
    }
    return new Unigram(pieces, new Vocabulary(ids), unknown, part.flag("byte_fallback", false));
  }
}
