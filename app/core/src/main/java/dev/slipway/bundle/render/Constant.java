// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /// Where it stands in a line.
  ///
  /// @param start first column, from 0
  /// @param end behind the last
  public record Span(int start, int end, Constant constant) {

    public boolean holds(NumberTrace.Place number) {
      return start <= number.column() && number.column() + number.text().length() <= end;
    }
  }

  /// Its places in a line.
  public Stream<Span> spans(String line) {
    List<Span> spans = new ArrayList<>();
    for (int at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
      spans.add(new Span(at, at + text.length(), this));
    }
    return spans.stream();
  }
}
