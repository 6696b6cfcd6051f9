// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/// What becomes of accents (`strip_accents`).
enum Accents {
  /// They stay.
  NONE,
  /// Letters are taken apart (NFKD), and marks that combine with others are left out.
  UNICODE,
  /// Letters are taken apart, and what is not ASCII is left out.
  ASCII;

  /// Marks of the lowest and of the highest common class: one that combines changes places with one
  /// of them, since marks are put in the order of their classes.
  private static final String LOWEST = "\u0334";

  private static final String HIGHER = "a\u0301";

  static Accents read(Instance fitted) throws MalformedException, NotConvertible {
    if (!fitted.has("strip_accents")) {
      return NONE;
    }
    if (!(fitted.get("strip_accents") instanceof Value.Text(String written))) {
      throw Estimators.refused(fitted, "strip_accents of its own");
    }
    return switch (written) {
      case "unicode" -> UNICODE;
      case "ascii" -> ASCII;
      default -> throw fitted.lacks("strip_accents", "is neither unicode nor ascii");
    };
  }

  String strip(String text) {
    if (this == NONE || text.chars().allMatch(Accents::isAscii)) {
      return text;
    }
    StringBuilder left = new StringBuilder();
    Normalizer.normalize(text, Form.NFKD)
        .codePoints()
        .filter(letter -> this == ASCII ? isAscii(letter) : !combines(letter))
        .forEach(left::appendCodePoint);
    return left.toString();
  }

  static boolean isAscii(int letter) {
    return letter < 0x80;
  }

  /// Whether a mark has a combining class other than zero, which Java does not tell by itself.
  private static boolean combines(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK -> {
        String mark = Character.toString(letter);
        yield !inOrder("a" + mark + LOWEST) || !inOrder(HIGHER + mark);
      }
      default -> false;
    };
  }

  private static boolean inOrder(String text) {
    return Normalizer.isNormalized(text, Form.NFD);
  }
}
