// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Tokens that are taken from the text as they stand, before anything else looks at it: `[SEP]`,
/// `<mask>`.
final class AddedTokens {

  private static final Pattern WORD = Pattern.compile("\\w", Pattern.UNICODE_CHARACTER_CLASS);

  /// @param content what stands for it in the text
  /// @param word only where it touches no letter
  /// @param left takes the spaces before it too
  /// @param right takes the spaces after it too
  record Added(String content, Token token, boolean word, boolean left, boolean right) {}

  /// A stretch of the text, or a token in it.
  record Part(Piece piece, Optional<Token> token) {}

  private final Map<String, Added> all = new HashMap<>();
  private final TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());

  AddedTokens(List<Added> tokens) {
    for (Added added : tokens) {
      if (!added.content().isEmpty()) {
        all.put(added.content(), added);
        lengths.add(added.content().length());
      }
    }
  }

  /// From the left, the longest first.
  List<Part> cut(Piece whole, StepBudget budget) {
    String text = whole.text();
    List<Part> parts = new ArrayList<>();
    int begin = 0;
    for (int at = 0; at < text.length(); ) {
      Optional<Added> found = at(text, at, budget);
      if (found.isEmpty()) {
        at++;
        continue;
      }
      Added added = found.get();
      int from = at;
      int to = at + added.content().length();
      at = to;
      if (added.word() && (touches(text, from, -1) || touches(text, to, 0))) {
        continue;
      }
      while (added.left() && from > begin && Characters.isSpace(text.charAt(from - 1))) {
        from--;
      }
      while (added.right() && to < text.length() && Characters.isSpace(text.charAt(to))) {
        to++;
      }
      piece(parts, whole, begin, from);
      parts.add(new Part(new Piece("", false), Optional.of(added.token())));
      begin = to;
      at = Math.max(at, to);
    }
    piece(parts, whole, begin, text.length());
    return parts;
  }

  private Optional<Added> at(String text, int at, StepBudget budget) {
    for (int length : lengths) {
      if (at + length <= text.length()) {
        budget.spend(length);
        Added found = all.get(text.substring(at, at + length));
        if (found != null) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  /// @param side -1 for the character before a place, 0 for the one at it
  private static boolean touches(String text, int place, int side) {
    if (side < 0 ? place == 0 : place == text.length()) {
      return false;
    }
    int c = side < 0 ? text.codePointBefore(place) : text.codePointAt(place);
    return WORD.matcher(Character.toString(c)).matches();
  }

  private static void piece(List<Part> parts, Piece whole, int from, int to) {
    if (to > from) {
      parts.add(
          new Part(
              new Piece(whole.text().substring(from, to), whole.begins() && from == 0),
              Optional.empty()));
    }
  }
}
