// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.util.List;
import java.util.Optional;

/// Spaces as a sign that can be seen, at the beginning of each word: SentencePiece's way.
///
/// @param sign instead of a space
/// @param split whether no token may reach from one word into the next
record Metaspace(String sign, Prefix prefix, boolean split) implements Splitter {

  /// Where a sign is put before a text that has none.
  enum Prefix {
    ALWAYS,
    FIRST,
    NEVER
  }

  static Metaspace of(Part part) throws PreparationException {
    part.only("type", "replacement", "str_rep", "prepend_scheme", "add_prefix_space", "split");
    Optional<Part> scheme = part.child("prepend_scheme");
    Prefix prefix = part.flag("add_prefix_space", true) ? Prefix.ALWAYS : Prefix.NEVER;
    if (scheme.isPresent()) {
      prefix =
          switch (scheme.get().text()) {
            case "always" -> Prefix.ALWAYS;
            case "first" -> Prefix.FIRST;
            case "never" -> Prefix.NEVER;
            default -> throw scheme.get().unsupported();
          };
    }
    String sign = part.text("replacement", "▁");
    if (sign.codePointCount(0, sign.length()) != 1) {
      throw part.need("replacement").unsupported();
    }
    return new Metaspace(sign, prefix, part.flag("split", true));
  }

  @Override
  public List<Piece> split(Piece piece, StepBudget budget) {
    String text = piece.text().replace(" ", sign);
    boolean puts = prefix == Prefix.ALWAYS || (prefix == Prefix.FIRST && piece.begins());
    if (puts && !text.startsWith(sign)) {
      text = sign + text;
    }
    var whole = new Piece(text, piece.begins());
    return split
        ? Splitters.at(TextPattern.text(sign), Behaviour.MERGED_WITH_NEXT).split(whole, budget)
        : List.of(whole);
  }
}
