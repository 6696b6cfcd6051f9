// SPDX-License-Identifier: Apache-2.0
package dev.slipway.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What can be seen from the text of the sources alone.
final class SourceRulesTest {

  private static final Path APP = Path.of(System.getProperty("slipway.root")).resolve("app");

  private static final int MOST_LINES = 400;
  private static final int MOST_METHOD_LINES = 60;

  /// The first line of a method as the formatter writes it: two or four spaces, a parenthesis, no
  /// keyword of a statement or a type, no assignment.
  private static final Pattern METHOD =
      Pattern.compile(
          "^( {2}| {4})(?! |@|//|return|new|throw|if|for|while|switch|try|else|case)"
              + "(?!.*\\b(class|interface|record|enum)\\b)[^=(]*(?<![.\\w])\\w+\\([^=]*$");

  @Test
  void noFileIsLongerThanAPersonKeepsInMind() throws IOException {
    var long_ = new ArrayList<String>();
    for (Path file : java(p -> true)) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        long_.add(APP.relativize(file) + ": " + lines);
      }
    }
    assertEquals(List.of(), long_, "files over " + MOST_LINES + " lines");
  }

  @Test
  void noMethodIsLongerThanAScreen() throws IOException {
    var long_ = new ArrayList<String>();
    for (Path file : java(p -> true)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        Matcher start = METHOD.matcher(lines.get(i));
        if (start.matches() && hasBody(lines, i)) {
          int end = lines.subList(i, lines.size()).indexOf(start.group(1) + "}");
          if (end > MOST_METHOD_LINES) {
            long_.add(APP.relativize(file) + ":" + (i + 1) + ": " + end + " lines");
          }
        }
      }
    }
    assertEquals(List.of(), long_, "methods over " + MOST_METHOD_LINES + " lines");
  }

  /// Whether a declaration that begins here, perhaps over several lines, opens a brace.
  private static boolean hasBody(List<String> lines, int start) {
    int line = start;
    while (!lines.get(line).matches(".*[{;}]$")) {
      line++;
    }
    return lines.get(line).endsWith("{");
  }

  @Test
  void everyFileNamesItsLicence() throws IOException {
    var bare = new ArrayList<Path>();
    for (Path file : java(p -> true)) {
      if (!Files.readString(file).startsWith("// SPDX-License-Identifier: Apache-2.0\n")) {
        bare.add(APP.relativize(file));
      }
    }
    assertEquals(List.of(), bare);
  }

  @Test
  void everyPackageSaysWhatItIsForAndRefusesNull() throws IOException {
    var bare = new ArrayList<String>();
    for (Path file : java(p -> p.toString().contains("/src/main/"))) {
      Path info = file.resolveSibling("package-info.java");
      if (!Files.exists(info)) {
        bare.add(APP.relativize(file.getParent()) + " has no package-info");
      } else if (!Files.readString(info).matches("(?s).*\\n/// .+\\n.*@NullMarked.*")) {
        bare.add(APP.relativize(info) + " lacks its sentence or @NullMarked");
      }
    }
    assertEquals(List.of(), bare.stream().distinct().toList());
  }

  @Test
  void stylesNameColoursOnlyWhereTheyAreDefined() throws IOException {
    var wrong = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(APP.resolve("desktop/src/main"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(css|java)")).toList()) {
        int number = 0;
        boolean definition = false;
        for (String line : Files.readAllLines(file)) {
          number++;
          definition = line.contains(".root") || (definition && !line.startsWith("}"));
          if ((line.matches(".*[:\"]\\s*#[0-9a-fA-F]{3,8}.*") && !definition)
              || line.contains("setStyle(")) {
            wrong.add(APP.relativize(file) + ":" + number + ": " + line.strip());
          }
        }
      }
    }
    assertEquals(List.of(), wrong, "colours outside the .root blocks, or setStyle");
  }

  /// How a choice reads is told by `Words`; serving stands below it.
  @Test
  void choicesAreToldByWords() throws IOException {
    Pattern lowered = Pattern.compile("name\\(\\)\\s*\\.toLowerCase\\(");
    var wrong = new ArrayList<Path>();
    for (Path file : java(p -> p.toString().contains("/src/main/"))) {
      String name = file.getFileName().toString();
      if (!file.startsWith(APP.resolve("serving"))
          && !name.equals("Words.java")
          && lowered.matcher(Files.readString(file)).find()) {
        wrong.add(APP.relativize(file));
      }
    }
    assertEquals(List.of(), wrong, "name().toLowerCase instead of Words.of or Words.id");
  }

  /// Whether Maven made it. Packages may have the name of its folder.
  private static boolean isBuilt(Path inApp) {
    return inApp.getNameCount() > 1 && inApp.getName(1).toString().equals("target");
  }

  private static List<Path> java(Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(APP)) {
      List<Path> found =
          files
              .filter(f -> f.toString().endsWith(".java") && !isBuilt(APP.relativize(f)))
              .filter(which)
              .sorted()
              .toList();
      assertTrue(found.size() > 20, "found only " + found.size() + " sources below " + APP);
      return found;
    }
  }
}
