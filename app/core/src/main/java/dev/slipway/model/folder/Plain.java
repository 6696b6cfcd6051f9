// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts out of a folder, fit to be shown: one line, nothing that moves a cursor or turns a line
/// around, and not endless.
final class Plain {

  private static final int LONGEST = 300;

  /// A folder or a file of some machine: from its root, its user's home or its drive; or a machine:
  /// an address with a scheme or a port, or one of numbers.
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:^|[\\s'\"\\[({,;=:])(?:/[^/\\s]+/|~/|\\\\\\\\|[A-Za-z]:[\\\\/]|file:/"
              + "|[A-Za-z][A-Za-z0-9+.-]*://|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+:\\d{2,5}\\b"
              + "|\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]))");

  private Plain() {}

  static String line(String text) {
    String shown =
        text.codePoints()
            .map(c ->
                Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                    ? ' '
                    : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
  }

  /// Whether a text names a place on the machine that wrote it, and with it often a person.
  static boolean isPlace(String text) {
    return PLACE.matcher(text).find();
  }

  /// A value that is a text, a number or a truth; empty where it is none, or blank.
  static Optional<String> of(JsonNode node) {
    return Optional.of(node)
        .filter(JsonNode::isValueNode)
        .filter(value -> !value.isNull())
        .map(value -> line(value.asText()))
        .filter(text -> !text.isEmpty());
  }

  /// One value, or those of a list with commas between them.
  static Optional<String> list(JsonNode node) {
    if (!node.isArray()) {
      return of(node);
    }
    List<String> all = new ArrayList<>();
    node.forEach(each -> of(each).ifPresent(all::add));
    return Optional.of(all.stream().collect(Collectors.joining(", ")))
        .map(Plain::line)
        .filter(text -> !text.isEmpty());
  }
}
