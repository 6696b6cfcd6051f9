// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Words that are left out of texts (`stop_words`): a list of the file's own, or the English one,
/// of which a file has the name only.
final class StopWords {

  private static final String ENGLISH = "english-stop-words.txt";

  private StopWords() {}

  static Set<String> read(Instance fitted) throws MalformedException, NotConvertible {
    if (!fitted.has("stop_words")) {
      return Set.of();
    }
    if (fitted.get("stop_words") instanceof Value.Text(String name)) {
      if (!name.equals("english")) {
        throw Estimators.refused(fitted, "stop_words " + name);
      }
      return english();
    }
    Set<String> words = new TreeSet<>();
    for (Value value : fitted.items("stop_words")) {
      if (!(value instanceof Value.Text(String word))) {
        throw fitted.lacks("stop_words", "holds what is no word");
      }
      words.add(word);
    }
    return words;
  }

  static Set<String> english() {
    try (InputStream in = StopWords.class.getResourceAsStream(ENGLISH)) {
      if (in == null) {
        throw new IllegalStateException("no " + ENGLISH);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
