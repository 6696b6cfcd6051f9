// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.util.Locale;

/// One figure, with what it was made of and what it should come to.
///
/// @param foreign most of the machine's CPU that others took in a round
record Line(String what, String ours, String other, double value, Bar bar, double foreign) {

  boolean isMet() {
    return bar.test().test(value);
  }

  boolean isDisturbed() {
    return foreign > Contest.MOST_FOREIGN;
  }

  private String verdict() {
    if (bar.text().isEmpty()) {
      return "";
    }
    return (isMet() ? "met" : "**missed**") + (isDisturbed() ? ", disturbed" : "");
  }

  /// As a row of a Markdown table.
  String row() {
    return "| %s | %s | %s | %s | %s | %s | %.0f %% |"
        .formatted(what, ours, other, number(value), bar.text(), verdict(), 100 * foreign);
  }

  static String number(double value) {
    String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }
}
