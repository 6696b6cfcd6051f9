// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The known word that somebody who wrote another one meant.
public final class Nearest {

  private Nearest() {}

  /// The nearest one, however far it is; empty where none is known.
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(each -> distance(word, each)));
  }

  /// The nearest one, where it is near enough to be what was meant; else the only one that has the
  /// word as a part, as `roc-auc` has `auc`.
  public static Optional<String> meant(String word, Collection<String> known) {
    return of(word, known)
        .filter(nearest -> distance(word, nearest) <= Math.max(2, word.length() / 3))
        .or(() -> partly(word, known));
  }

  private static Optional<String> partly(String word, Collection<String> known) {
    List<String> having =
        known.stream()
            .filter(each -> List.of(each.split("-", -1)).contains(word.toLowerCase(Locale.ROOT)))
            .toList();
    return having.size() == 1 ? Optional.of(having.getFirst()) : Optional.empty();
  }

  /// The one that was misspelt: a letter or two are wrong.
  public static Optional<String> misspelt(String word, Collection<String> known) {
    return of(word, known).filter(nearest -> distance(word, nearest) <= 2);
  }

  /// Levenshtein's distance, without regard to case.
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
