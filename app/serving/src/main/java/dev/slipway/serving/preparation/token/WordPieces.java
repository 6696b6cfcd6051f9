// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// BERT's way: from the left the longest piece that the vocabulary has; a word of which one part is
/// unknown is unknown as a whole.
///
/// @param inside what pieces begin with that do not begin a word
/// @param longest characters of a word that is looked at
record WordPieces(Vocabulary vocabulary, Token unknown, String inside, int longest)
    implements Tokens {

  static final String INSIDE = "##";
  static final int LONGEST = 100;

  @Override
  public List<Token> of(String piece, StepBudget budget) {
    if (piece.codePointCount(0, piece.length()) > longest) {
      return List.of(unknown);
    }
    List<Token> all = new ArrayList<>();
    for (int from = 0; from < piece.length(); ) {
      int to = piece.length();
      Optional<Token> found = Optional.empty();
      while (to > from && found.isEmpty()) {
        budget.spend(to - from + (from == 0 ? 0 : inside.length()));
        String part = piece.substring(from, to);
        found = vocabulary.find(from == 0 ? part : inside + part);
        to = found.isPresent() ? to : piece.offsetByCodePoints(to, -1);
      }
      if (found.isEmpty()) {
        return List.of(unknown);
      }
      all.add(found.get());
      from = to;
    }
    return all;
  }
}
