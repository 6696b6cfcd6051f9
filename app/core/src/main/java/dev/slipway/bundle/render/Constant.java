// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

/// A number that stands in a template itself, and what it is.
///
/// @param text the words in which it stands, exactly: `--tail=200`
/// @param is what it is and why it is that number
public record Constant(String text, String is) {

  private static final String PREFIX = "fixed: ";

  /// The origin of its numbers in `bundle.json`.
  public String origin() {
    return PREFIX + text;
  }

  /// Whether a number of a line is one of it.
  public boolean isAt(String line, NumberTrace.Place number) {
    int end = number.column() + number.text().length();
    for (int at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
      if (at <= number.column() && end <= at + text.length()) {
        return true;
      }
    }
    return false;
  }
}
