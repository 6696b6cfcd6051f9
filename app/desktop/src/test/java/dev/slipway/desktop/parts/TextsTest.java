// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TextsTest {

  private static final Path MAIN =
      Path.of(System.getProperty("slipway.root")).resolve("app/desktop/src/main");
  private static final Path FILE = MAIN.resolve("resources/dev/slipway/desktop/desktop.properties");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9-]+(?:\\.[a-z0-9-]+)+)\"");
  private static final Pattern ASKED = Pattern.compile("Texts\\.of\\(\\s*\"([^\"]+)\"(?!\\s*\\+)");
  private static final Pattern BEGUN =
      Pattern.compile("Texts\\.(?:of|find)\\(\\s*\"([^\"]+)\"\\s*\\+");
  private static final Pattern ENDED =
      Pattern.compile("Texts\\.of\\(\\s*\\w+\\s*\\+\\s*\"([^\"]+)\"");

  @Test
  void everyKeyThatIsAskedForExists() throws IOException {
    Set<String> missing = new TreeSet<>(found(ASKED));
    missing.removeAll(keys());

    assertEquals(Set.of(), missing);
  }

  @Test
  void everyKeyIsUsed() throws IOException {
    Set<String> unused = new TreeSet<>(keys());
    Set<String> literals = found(LITERAL);
    Set<String> beginnings = found(BEGUN);
    Set<String> endings = found(ENDED);
    unused.removeIf(key ->
        literals.contains(key)
            || beginnings.stream().anyMatch(key::startsWith)
            || endings.stream()
                .anyMatch(end ->
                    key.endsWith(end)
                        && literals.contains(key.substring(0, key.length() - end.length()))));

    assertEquals(Set.of(), unused);
  }

  @Test
  void everyBeginningOfKeysHasSome() throws IOException {
    Set<String> keys = keys();
    Set<String> without = new TreeSet<>(found(BEGUN));
    without.removeIf(begun -> keys.stream().anyMatch(key -> key.startsWith(begun)));

    assertEquals(Set.of(), without);
  }

  @Test
  void everyKeyIsDefinedOnce() throws IOException {
    List<String> defined =
        Files.readAllLines(FILE).stream()
            .filter(line -> !line.startsWith("#") && line.contains("="))
            .map(line -> line.substring(0, line.indexOf('=')))
            .toList();

    assertEquals(List.copyOf(new TreeSet<>(defined)), defined.stream().sorted().toList());
  }

  private static Set<String> keys() throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(FILE)) {
      properties.load(reader);
    }
    assertTrue(properties.size() > 100);
    return properties.stringPropertyNames();
  }

  private static Set<String> found(Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      var texts = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        texts.append(Files.readString(file));
      }
      return pattern
          .matcher(texts)
          .results()
          .map(result -> result.group(1))
          .collect(Collectors.toSet());
    }
  }
}
