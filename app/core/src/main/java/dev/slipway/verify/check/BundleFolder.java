// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.Beside;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A bundle on disk, read and never written.
///
/// @param root the folder
/// @param index what `bundle.json` says
/// @param files all files but symbolic links, relative to the root with forward slashes, sorted
/// @param given what was named: the folder, or the zip file that it was unpacked from
public record BundleFolder(Path root, JsonNode index, List<String> files, Path given) {

  private static final String INDEX = "bundle.json";

  public BundleFolder {
    files = List.copyOf(files);
  }

  /// Files in a folder.
  public BundleFolder(Path root, JsonNode index, List<String> files) {
    this(root, index, files, root);
  }

  /// Opens a folder that holds a `bundle.json`.
  public static BundleFolder open(Path root) throws ProblemException {
    return open(root, root);
  }

  /// Opens a folder that holds a `bundle.json`.
  ///
  /// @param given what it was unpacked from, or the folder itself
  public static BundleFolder open(Path root, Path given) throws ProblemException {
    Path index = root.resolve(INDEX);
    if (!Files.isRegularFile(index)) {
      throw Problem.input(
              "verify.no-bundle",
              "There is no bundle in " + root + ".",
              "A bundle is a folder with a " + INDEX + " in it, as `slipway export` writes it.",
              "Name the folder that holds " + INDEX + ", or export a bundle first.")
          .asException();
    }
    try {
      return new BundleFolder(root, Json.tree(Files.readString(index)), files(root), given);
    } catch (IOException | UncheckedIOException e) {
      throw Problem.input(
              "verify.unreadable-bundle",
              "The bundle in " + root + " cannot be read.",
              String.valueOf(e.getMessage()),
              "Give this user the right to read all its files.")
          .asException();
    }
  }

  private static List<String> files(Path root) throws IOException {
    Path real = root.toRealPath();
    try (Stream<Path> walk = Files.walk(real)) {
      return walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> real.relativize(file).toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    }
  }

  /// A path of the bundle as a program is to be given it: never one that it takes for an option.
  ///
  /// @param path within the bundle; empty for the bundle itself
  public static String argument(String path) {
    return path.isEmpty() ? "." : path.startsWith("-") ? "./" + path : path;
  }

  public Path path(String file) {
    return root.resolve(file);
  }

  public boolean has(String file) {
    return files.contains(file);
  }

  /// Files whose path matches, without the team's own.
  public List<String> matching(Predicate<String> wanted) {
    return files.stream().filter(file -> !Beside.isOwn(file)).filter(wanted).toList();
  }

  /// Files whose path matches, with the team's own.
  public List<String> everywhere(Predicate<String> wanted) {
    return files.stream().filter(wanted).toList();
  }

  /// The team's own files.
  public List<String> own() {
    return files.stream().filter(Beside::isOwn).toList();
  }

  /// The one file of this name, such as `Dockerfile`, nearest to the root. What `bundle.json` lists
  /// is never passed over for a file that somebody laid beside it.
  public Optional<String> named(String name) {
    return matching(file -> file.equals(name) || file.endsWith("/" + name)).stream()
        .min(
            Comparator.comparing((String file) -> !index.path("files").has(file))
                .thenComparingLong(BundleFolder::depth));
  }

  private static long depth(String file) {
    return file.chars().filter(c -> c == '/').count();
  }

  /// How the text of a file that is there begins.
  ///
  /// @param most bytes of it
  public String start(String file, int most) {
    try (InputStream in = Files.newInputStream(path(file))) {
      return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text of a file that is there.
  public String text(String file) {
    try {
      return new String(Files.readAllBytes(path(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The first symbolic link in it, if there is one; none of them is among [#files].
  public Optional<String> link() {
    try (Stream<Path> walk = Files.walk(root.toRealPath())) {
      Path real = root.toRealPath();
      return walk.filter(Files::isSymbolicLink)
          .map(file -> real.relativize(file).toString().replace(File.separatorChar, '/'))
          .min(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a file that is there begins with, a character a byte: enough to tell a script from a
  /// library of twenty megabytes.
  public String begin(String file, int bytes) {
    try (InputStream in = Files.newInputStream(path(file))) {
      return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
