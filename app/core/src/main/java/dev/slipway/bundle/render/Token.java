// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A word with digits in a text.
///
/// @param start index of its first character in the text
/// @param name whether it begins with a letter, as `v1` and `sha256` do: a name, and no number
public record Token(int start, String text, boolean name) {

  private static final Pattern WORD =
      Pattern.compile(
          // Characters by their number, as HTML writes them, are none.
          "&#[0-9]+;"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[0-9][0-9A-Za-z_]*)*)"
              + "|(?<number>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?"
              + "|[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?(?![0-9,])"
              + "|[0-9][0-9A-Za-z_]*(?:\\.[0-9][0-9A-Za-z_]*)*(?:(?<=[eE])-[0-9]+)?)");

  /// All words with digits, in order.
  public static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    var word = WORD.matcher(text);
    while (word.find()) {
      String number = word.group("number");
      String name = word.group("name");
      if (number != null) {
        tokens.add(new Token(word.start(), number, false));
      } else if (name != null && name.chars().anyMatch(c -> c >= '0' && c <= '9')) {
        tokens.add(new Token(word.start(), name, true));
      }
    }
    return tokens;
  }

  int end() {
    return start + text.length();
  }
}
