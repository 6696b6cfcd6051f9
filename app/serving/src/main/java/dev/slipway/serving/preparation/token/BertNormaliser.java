// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.text.Normalizer;

/// As BERT evens text out.
///
/// @param clean control characters go, every space becomes a plain one
/// @param chinese puts spaces around ideographs
record BertNormaliser(boolean clean, boolean chinese, boolean accents, boolean lower)
    implements Normaliser {

  private static final Normaliser DECOMPOSED = new NormalForm(Normalizer.Form.NFD);

  @Override
  public String normalise(String text, StepBudget budget) {
    StringBuilder all = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(all, c));
    String made = all.toString();
    if (accents) {
      StringBuilder bare = new StringBuilder(made.length());
      DECOMPOSED
          .normalise(made, budget)
          .codePoints()
          .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
          .forEach(bare::appendCodePoint);
      made = bare.toString();
    }
    budget.spend(made.length());
    return lower ? Characters.lower(made) : made;
  }

  private void append(StringBuilder all, int c) {
    if (clean && (c == 0 || c == 0xFFFD || Characters.isControl(c))) {
      return;
    }
    if (clean && Characters.isSpace(c)) {
      all.append(' ');
    } else if (chinese && Characters.isChinese(c)) {
      all.append(' ').appendCodePoint(c).append(' ');
    } else {
      all.appendCodePoint(c);
    }
  }
}
