// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.Collection;
import org.fxmisc.richtext.model.StyleSpans;

/// The text of a file with the colours of its parts. To find them takes a moment for a long text,
/// and any thread may.
///
/// @param path decides how it is coloured
public record Coloured(String path, String text, StyleSpans<Collection<String>> colours) {

  public static Coloured of(String path, String text) {
    return new Coloured(path, text, Highlighting.of(path, text));
  }

  /// A text of ours in a file's place.
  public static Coloured plain(String path, String text) {
    return new Coloured(path, text, Highlighting.none(text));
  }

  boolean saysTheSame(Coloured other) {
    return path.equals(other.path) && text.equals(other.text);
  }
}
