// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.text.Normalizer;

/// A normal form of Unicode.
record NormalForm(Normalizer.Form form) implements Normaliser {

  @Override
  public String normalise(String text, StepBudget budget) {
    budget.spend(steps(text));
    return Normalizer.normalize(text, form);
  }

  /// Marks in a row are put in order one by one, each going past those before it.
  private static long steps(String text) {
    long steps = 0;
    long row = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      row = joinsRow(c) ? row + 1 : 0;
      // Squares are sums of odd numbers.
      steps += Math.max(1, 2 * row - 1);
    }
    return steps;
  }

  /// Whether a character becomes nothing but marks: one itself, or the marks of halfwidth Katakana,
  /// which are letters until they are taken apart.
  static boolean joinsRow(int c) {
    return Characters.isMark(c) || c == 0xFF9E || c == 0xFF9F;
  }
}
