// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model's numbers by the pieces of text that they stand for.
final class Vocabulary {

  private final Map<String, Integer> ids;

  Vocabulary(Map<String, Integer> ids) {
    this.ids = ids;
  }

  /// @param part an object of numbers
  static Vocabulary of(Part part) throws PreparationException {
    Map<String, Integer> ids = HashMap.newHashMap(part.size());
    for (Map.Entry<String, Part> entry : part.entries()) {
      ids.put(entry.getKey(), entry.getValue().number());
    }
    return new Vocabulary(ids);
  }

  Optional<Token> find(String text) {
    Integer id = ids.get(text);
    return id == null ? Optional.empty() : Optional.of(new Token(id, text));
  }

  /// @param part where the file names it
  Token need(Part part) throws PreparationException {
    String text = part.text();
    return find(text)
        .orElseThrow(() ->
            part.malformed(part.path() + " names '" + text + "', which the vocabulary lacks"));
  }

  /// The bytes of a character as tokens `<0x..>`; empty where one of them is missing.
  List<Token> bytes(byte[] utf8) {
    Token[] all = new Token[utf8.length];
    for (int i = 0; i < all.length; i++) {
      Optional<Token> token = find("<0x%02X>".formatted(utf8[i] & 0xFF));
      if (token.isEmpty()) {
        return List.of();
      }
      all[i] = token.get();
    }
    return List.of(all);
  }
}
