// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files that patterns mean, by name. A name is the path below the folder that a pattern begins
/// with, so that it stays when the folder moves.
final class InputFiles {

  private static final String GLOB = "*?[{";

  private InputFiles() {}

  /// @param patterns files, folders (all that is in them but what begins with `.` or `_`), and
  ///   globs, in which `**` passes folders
  static SortedMap<String, Path> of(List<String> patterns) throws ProblemException {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String pattern : patterns) {
      Map<String, Path> found = of(pattern);
      if (found.isEmpty()) {
        throw Problem.input(
                "score.no-files",
                "No file is meant by " + pattern,
                "Looked in " + Path.of("").toAbsolutePath() + ".",
                "Give a file, a folder with files, or a pattern in quotes such as"
                    + " --data 'in/*.parquet'.")
            .asException();
      }
      for (var file : found.entrySet()) {
        Path other = files.putIfAbsent(file.getKey(), file.getValue());
        if (other != null && !other.equals(file.getValue())) {
          throw Problem.input(
                  "score.files-collide",
                  "Two files are called " + file.getKey(),
                  "They are " + other + " and " + file.getValue() + ".",
                  "Give the folder above both with one --data.")
              .asException();
        }
      }
    }
    return files;
  }

  private static Map<String, Path> of(String pattern) throws ProblemException {
    if (pattern.chars().noneMatch(c -> GLOB.indexOf(c) >= 0)) {
      Path given = Path.of(pattern);
      return Files.isDirectory(given)
          ? below(given, file -> true)
          : Map.of(String.valueOf(given.getFileName()), given.toAbsolutePath().normalize());
    }
    int plain = 0;
    while (GLOB.indexOf(pattern.charAt(plain)) < 0) {
      plain++;
    }
    int end = pattern.lastIndexOf('/', plain) + 1;
    Path root = Path.of(end == 0 ? "." : pattern.substring(0, end));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(end));
    return below(root, matcher);
  }

  private static Map<String, Path> below(Path root, PathMatcher matcher) throws ProblemException {
    Map<String, Path> files = new TreeMap<>();
    if (!Files.isDirectory(root)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> found = new ArrayList<>(all.filter(Files::isRegularFile).toList());
      for (Path file : found) {
        Path name = root.relativize(file);
        if (matcher.matches(name) && !isHidden(name)) {
          files.put(name.toString().replace('\\', '/'), file.toAbsolutePath().normalize());
        }
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          Problem.input(
              "data.unreadable",
              "The folder " + root + " cannot be read",
              String.valueOf(e.getMessage()),
              "Let your user read it, or name another."),
          e);
    }
  }

  /// What programs keep beside data, as a mark that the data are whole.
  private static boolean isHidden(Path name) {
    for (Path part : name) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return true;
      }
    }
    return false;
  }
}
