// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import freemarker.core.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The texts with digits that a template has read so far, with where each comes from. A text loses
/// its model when a template joins it with others; so the numbers in what is written are looked up
/// here.
final class ReadTexts {

  private static final Object KEY = new Object();

  /// Origins by text, the last read one last.
  private final Map<String, String> origins = new LinkedHashMap<>();

  private ReadTexts() {}

  private static Optional<ReadTexts> ofThisRun() {
    @Nullable Environment run = Environment.getCurrentEnvironment();
    if (run == null) {
      return Optional.empty();
    }
    if (!(run.getCustomState(KEY) instanceof ReadTexts begun)) {
      ReadTexts first = new ReadTexts();
      run.setCustomState(KEY, first);
      return Optional.of(first);
    }
    return Optional.of(begun);
  }

  /// A text was read.
  static void note(String text, String origin) {
    if (!origin.isEmpty() && text.chars().anyMatch(c -> c >= '0' && c <= '9')) {
      ofThisRun()
          .ifPresent(run -> {
            run.origins.remove(text);
            run.origins.put(text, origin);
          });
    }
  }

  /// Where a number comes from that stands in a text.
  static Optional<String> origin(String number, String text) {
    return ofThisRun().flatMap(run -> run.find(number, text));
  }

  private Optional<String> find(String number, String text) {
    if (origins.containsKey(text)) {
      return Optional.ofNullable(origins.get(text));
    }
    // Of the texts that are part of it the longest, so that a name within a name does not win.
    @Nullable String part = null;
    for (String read : origins.keySet()) {
      if (text.contains(read)
          && (part == null || read.length() >= part.length())
          && Token.of(read).stream().anyMatch(token -> token.text().equals(number))) {
        part = read;
      }
    }
    return part == null ? Optional.empty() : Optional.ofNullable(origins.get(part));
  }
}
