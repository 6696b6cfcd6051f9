// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/trust.md` claims nothing that nobody proves: each test that it or another page names
/// exists, and each number of a row stands on the page that the row links to.
final class TrustPageTest {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root", "../.."));
  private static final String PAGE = "docs/trust.md";

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|Bench))`");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[+−]?\\d[\\d.,-]*\\d|\\d");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");

  @Test
  void everyNamedTestExists() throws IOException {
    Set<String> there = testClasses();

    List<String> missing =
        Stream.of(PAGE, "SECURITY.md", "CONTRIBUTING.md", "docs/benchmarks.md")
            .flatMap(page ->
                TEST.matcher(text(page))
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !there.contains(name))
                    .map(name -> page + ": " + name))
            .toList();

    assertEquals(List.of(), missing);
  }

  @Test
  void everyRowNamesWhatProvesIt() {
    List<String> bare = rows().stream().filter(row -> !TEST.matcher(cell(row, 2)).find()).toList();

    assertEquals(List.of(), bare);
    assertTrue(rows().size() > 30, rows().size() + " rows");
  }

  @Test
  void everyNumberStandsOnThePageThatItsRowLinksTo() {
    List<String> unfounded =
        rows().stream()
            .flatMap(row -> {
              String source = source(cell(row, 4));
              return numbers(cell(row, 1) + " " + cell(row, 3))
                  .filter(number -> !stands(number, source))
                  .map(number -> number + " of: " + row);
            })
            .toList();

    assertEquals("", String.join("\n", unfounded));
  }

  /// What is not proven is told of the pages that the list links to, and of the benchmarks.
  @Test
  void everyNumberOfWhatIsNotProvenStandsElsewhereToo() {
    String open = text(PAGE).split("(?m)^## What is not proven$")[1];
    String sources = text("docs/benchmarks.md") + text("docs/models.md") + text("docs/bundle.md");

    assertEquals(
        List.of(),
        numbers(open.replaceAll("\\]\\([^)]*\\)", "]")).filter(n -> !stands(n, sources)).toList());
  }

  /// The rows of the tables of four columns.
  private static List<String> rows() {
    return text(PAGE)
        .lines()
        .filter(line ->
            line.startsWith("| ") && !line.startsWith("| claim ") && !line.startsWith("| --- "))
        .toList();
  }

  private static String cell(String row, int column) {
    return row.split(" ?\\| ?")[column];
  }

  private static String source(String link) {
    String pages =
        LINK.matcher(link)
            .results()
            .map(found -> text(Path.of("docs").resolve(found.group(1)).normalize().toString()))
            .collect(Collectors.joining());
    assertTrue(!pages.isEmpty(), link);
    return pages;
  }

  private static Stream<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group);
  }

  /// As a number of its own, and not as a part of one.
  private static boolean stands(String number, String text) {
    return Pattern.compile("(?<![\\d.,])" + Pattern.quote(number) + "(?![\\d]|[.,]\\d)")
        .matcher(text)
        .find();
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("app"))) {
      return files
          .filter(file ->
              file.toString().contains("src/test/java") && file.toString().endsWith(".java"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  private static String text(String page) {
    try {
      return Files.readString(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
