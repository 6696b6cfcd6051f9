// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import freemarker.core.Environment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

  /// Where the numbers of a text come from, by number: those that stand in texts that were read, of
  /// which it is made.
  static Map<String, String> origins(String text) {
    return ofThisRun().map(run -> run.find(text)).orElse(Map.of());
  }

  private Map<String, String> find(String text) {
    Map<String, String> found = new HashMap<>();
    Stream<String> parts =
        origins.containsKey(text)
            ? Stream.of(text)
            // The longest last, so that a name within a name does not win.
            : origins.keySet().stream()
                .filter(text::contains)
                .sorted(Comparator.comparingInt(String::length));
    parts.forEach(part -> {
      String origin = Objects.requireNonNull(origins.get(part));
      Token.of(part).forEach(token -> found.put(token.text(), origin));
    });
    return found;
  }
}
