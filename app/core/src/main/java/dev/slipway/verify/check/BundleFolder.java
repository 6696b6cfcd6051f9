// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A bundle on disk, read and never written.
///
/// @param index what `bundle.json` says
/// @param files all files, relative to the root with forward slashes, sorted
public record BundleFolder(Path root, JsonNode index, List<String> files) {

  private static final String INDEX = "bundle.json";

  public BundleFolder {
    files = List.copyOf(files);
  }

  /// Opens a folder that holds a `bundle.json`.
  public static BundleFolder open(Path root) throws ProblemException {
    Path index = root.resolve(INDEX);
    if (!Files.isRegularFile(index)) {
      throw Problem.input(
              "verify.no-bundle",
              "There is no bundle in " + root + ".",
              "A bundle is a folder with a " + INDEX + " in it, as `slipway export` writes it.",
              "Name the folder that holds " + INDEX + ", or export a bundle first.")
          .asException();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      List<String> files =
          walk.filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      return new BundleFolder(root, Json.tree(Files.readString(index)), files);
    } catch (IOException | UncheckedIOException e) {
      throw Problem.input(
              "verify.unreadable-bundle",
              "The bundle in " + root + " cannot be read.",
              String.valueOf(e.getMessage()),
              "Give this user the right to read all its files.")
          .asException();
    }
  }

  public Path path(String file) {
    return root.resolve(file);
  }

  public boolean has(String file) {
    return files.contains(file);
  }

  /// Files whose path matches.
  public List<String> matching(Predicate<String> wanted) {
    return files.stream().filter(wanted).toList();
  }

  /// The one file of this name, such as `Dockerfile`, nearest to the root.
  public Optional<String> named(String name) {
    return files.stream()
        .filter(file -> file.equals(name) || file.endsWith("/" + name))
        .min((a, b) -> Long.compare(depth(a), depth(b)));
  }

  private static long depth(String file) {
    return file.chars().filter(c -> c == '/').count();
  }

  /// The text of a file that is there.
  public String text(String file) {
    try {
      return new String(Files.readAllBytes(path(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
