// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// The files that patterns mean, by name. A name is the path below the folder that a pattern begins
/// with, so that it stays when the folder moves.
final class InputFiles {

  private static final String GLOB = "*?[{";

  private InputFiles() {}

  /// @param patterns files, folders (all that is in them but what begins with `.` or `_`), and
  ///   globs, in which `**` passes folders; what exists under such a name is meant itself
  /// @return real paths; a file with several names is there once
  static SortedMap<String, Path> of(List<String> patterns) throws ProblemException {
    SortedMap<String, Path> files = new TreeMap<>();
    Set<Path> known = new HashSet<>();
    for (String pattern : patterns) {
      Map<String, Path> found = Meant.by(pattern).files();
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
        if (!known.add(file.getValue())) {
          continue;
        }
        Path other = files.putIfAbsent(file.getKey(), file.getValue());
        if (other != null) {
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

  /// @param out the folder of the answers
  /// @throws ProblemException where a file lies in it, or the next run would take answers for data
  static void refuseAmong(List<String> patterns, Path out) throws ProblemException {
    Path answers = real(out);
    for (String pattern : patterns) {
      Meant meant = Meant.by(pattern);
      for (var file : meant.files().entrySet()) {
        if (file.getValue().startsWith(answers)) {
          throw among(out, pattern, file.getKey() + " lies in it.");
        }
      }
      if (meant.takes(answers)) {
        throw among(out, pattern, "The next run would take answers for data.");
      }
    }
  }

  private static ProblemException among(Path out, String pattern, String why) {
    return Problem.input(
            "score.out-among-data",
            "The folder of the answers, " + out + ", is among the data of --data " + pattern,
            why,
            "Name a folder beside the data with --out, or mean fewer files with --data.")
        .asException();
  }

  /// What a pattern means: a file, or what matches below a folder.
  private record Meant(Path root, Optional<PathMatcher> below) {

    static Meant by(String pattern) throws ProblemException {
      try {
        if (pattern.chars().noneMatch(c -> GLOB.indexOf(c) >= 0) || exists(pattern)) {
          Path given = Path.of(pattern);
          return new Meant(
              given, Files.isDirectory(given) ? Optional.of(file -> true) : Optional.empty());
        }
        int plain = 0;
        while (GLOB.indexOf(pattern.charAt(plain)) < 0) {
          plain++;
        }
        int end = pattern.lastIndexOf('/', plain) + 1;
        return new Meant(
            Path.of(end == 0 ? "." : pattern.substring(0, end)),
            Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(end))));
      } catch (PatternSyntaxException | InvalidPathException e) {
        throw new ProblemException(
            Problem.input(
                "score.no-pattern",
                "'" + pattern + "' is neither a file nor a pattern",
                String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ".",
                "Name a file or folder that exists, or close each [ and { of a pattern; a \\ before"
                    + " such a character means itself."),
            e);
      }
    }

    /// Whether a file or folder has this very name.
    private static boolean exists(String name) {
      try {
        return Files.exists(Path.of(name));
      } catch (InvalidPathException noName) {
        return false;
      }
    }

    /// Whether files that a run leaves in a folder are meant too.
    boolean takes(Path answers) {
      Path start = real(root);
      return answers.startsWith(start)
          && Stream.of("part-0.parquet", "rejected/part-0.parquet", OutFolder.REPORT)
              .map(name -> start.relativize(answers.resolve(name)))
              .anyMatch(name -> below.isPresent() && below.get().matches(name) && !isHidden(name));
    }

    Map<String, Path> files() throws ProblemException {
      return below.isPresent()
          ? matching(root, below.get())
          : Map.of(String.valueOf(root.getFileName()), real(root));
    }
  }

  /// Names that are links come last, so that a file in the folder has its own.
  private static Map<String, Path> matching(Path root, PathMatcher matcher)
      throws ProblemException {
    Map<String, Path> files = new LinkedHashMap<>();
    if (!Files.isDirectory(root)) {
      return files;
    }
    Path start = real(root);
    try (Stream<Path> all = Files.walk(start)) {
      for (Path file :
          all.filter(Files::isRegularFile)
              .sorted(Comparator.comparing(Files::isSymbolicLink).thenComparing(path -> path))
              .toList()) {
        Path name = start.relativize(file);
        if (matcher.matches(name) && !isHidden(name)) {
          files.put(name.toString().replace('\\', '/'), real(file));
        }
      }
      return files;
    } catch (UncheckedIOException e) {
      throw unlisted(root, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unlisted(root, e);
    }
  }

  private static ProblemException unlisted(Path root, IOException cause) {
    String what = "The folder " + root + " cannot be read";
    String why = String.valueOf(cause.getMessage());
    return new ProblemException(
        Reading.isOfTheFile(cause)
            ? Problem.input("data.unreadable", what, why, "Let your user read it, or name another.")
            : Problem.environment(
                "data.volume", what, why, "See that the disk or the mounted volume is well."),
        cause);
  }

  /// Without links; what does not exist lies below what does.
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return absolute.toRealPath();
    } catch (IOException none) {
      Path parent = absolute.normalize().getParent();
      return parent == null ? absolute : real(parent).resolve(absolute.normalize().getFileName());
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
