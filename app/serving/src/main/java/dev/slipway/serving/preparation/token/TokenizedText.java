// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.util.List;
import java.util.stream.Collectors;

/// A text as the model reads it.
///
/// @param rows every token with its segment, those around the text too, without what fills up
/// @param dropped tokens of the text that were cut off
/// @param notes what a person should know, such as that the text was cut
public record TokenizedText(String text, List<Row> rows, int dropped, List<String> notes) {

  /// @param segment which text of several it belongs to
  /// @param special stands around the text, and is not of it
  public record Row(Token token, int segment, boolean special) {}

  public TokenizedText {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  public List<Integer> ids() {
    return rows.stream().map(row -> row.token().id()).toList();
  }

  /// The tokens on one line, as they can be copied.
  public String line() {
    return rows.stream().map(row -> row.token().text()).collect(Collectors.joining(" "));
  }
}
