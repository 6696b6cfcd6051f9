// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of one folder: none that lies outside of it, none that is no ordinary file, and of
/// texts none that is larger than any library writes.
final class FolderFiles {

  /// Labels of 20 thousand classes take less; so do the rows that an example has.
  private static final Bytes LARGEST_TEXT = Bytes.mebibytes(8);

  private static final int MOST_ENTRIES = 2_000;

  /// Entries that are looked at, whatever they are: a system lists them in any order.
  private static final int MOST_LOOKED_AT = 200_000;

  private static final int DEEPEST = 4;

  private final Path folder;
  private final Path real;

  /// @throws ProblemException where the folder cannot be read
  FolderFiles(Path folder) throws ProblemException {
    this.folder = folder;
    try {
      this.real = folder.toRealPath();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  Path folder() {
    return folder;
  }

  /// A file by its path within the folder; empty where there is none.
  ///
  /// @throws ProblemException for a path that leads out of the folder
  Optional<Path> file(String name) throws ProblemException {
    Path path = resolved(name);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      if (!isWithin(path.toRealPath())) {
        throw escapes(name, "It is a link out of the folder.");
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    return Optional.of(path);
  }

  /// A text file; empty where there is none.
  Optional<String> text(String name) throws ProblemException {
    Optional<Path> file = file(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      var size = new Bytes(Files.size(file.get()));
      if (size.compareTo(LARGEST_TEXT) > 0) {
        throw unusable(name, "it has " + size + "; at most " + LARGEST_TEXT + " are read")
            .asException();
      }
      return Optional.of(Reading.utf8(Files.readAllBytes(file.get())));
    } catch (CharacterCodingException e) {
      throw new ProblemException(unusable(name, "it holds bytes that are not UTF-8"), e);
    } catch (IOException e) {
      throw unreadable(file.get(), e);
    }
  }

  /// A JSON file as a tree; a missing node where there is none.
  JsonNode json(String name) throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return Json.tree(text.get());
    } catch (ProblemException e) {
      throw new ProblemException(unusable(name, Plain.line(e.problem().why())), e);
    }
  }

  /// A YAML file as a tree whose values are texts; a missing node where there is none.
  JsonNode yaml(String name) throws ProblemException {
    Optional<String> text = text(name);
    return text.isEmpty() ? MissingNode.getInstance() : yaml(name, text.get());
  }

  /// A part of a file that is YAML.
  JsonNode yaml(String name, String text) throws ProblemException {
    try {
      return FolderYaml.read(text);
    } catch (FolderYaml.UnfitException e) {
      throw new ProblemException(unusable(name, Plain.line(String.valueOf(e.getMessage()))), e);
    }
  }

  /// Paths of ordinary files below a folder within this one, in the order of the alphabet; no link
  /// is followed into a folder.
  List<String> below(String name) throws ProblemException {
    return listed(name, DEEPEST);
  }

  /// Names of the ordinary files that lie in a folder within this one.
  List<String> in(String name) throws ProblemException {
    return listed(name, 1);
  }

  private List<String> listed(String name, int depth) throws ProblemException {
    Path from = name.isEmpty() ? folder : resolved(name);
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(from, depth)) {
      return walk.limit(MOST_LOOKED_AT)
          .filter(Files::isRegularFile)
          .map(path -> from.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .limit(MOST_ENTRIES)
          .toList();
    } catch (IOException e) {
      throw unreadable(from, e);
    } catch (UncheckedIOException e) {
      throw unreadable(from, new IOException(e));
    }
  }

  private Path resolved(String name) throws ProblemException {
    if (!Plain.line(name).equals(name) || name.isBlank()) {
      throw escapes(name, "Its name holds characters that no path of a library has.");
    }
    try {
      Path path = Path.of(name);
      if (path.isAbsolute() || path.normalize().startsWith("..")) {
        throw escapes(name, "The path leads out of the folder.");
      }
      return folder.resolve(path.normalize());
    } catch (InvalidPathException e) {
      throw new ProblemException(
          escapes(name, "This system cannot have such a name.").problem(), e);
    }
  }

  /// The cache of Hugging Face's client keeps files as links into `blobs`, two folders up.
  private boolean isWithin(Path file) {
    Path snapshots = real.getParent();
    return file.startsWith(real)
        || (snapshots != null
            && snapshots.endsWith("snapshots")
            && file.startsWith(snapshots.resolveSibling("blobs")));
  }

  private ProblemException escapes(String name, String why) {
    return Problem.input(
            "model.folder-escape",
            folder + " names a file that is none of its own: " + Plain.line(name),
            why,
            "Download or save the model again; or name the model's own file, once you have looked"
                + " at the folder.")
        .asException();
  }

  /// A file beside the model that cannot be used.
  Problem unusable(String name, String why) {
    return Problem.input(
        "model.folder-file",
        folder.resolve(name) + " cannot be read",
        "Reading it: " + why + ".",
        "Save or download the folder again; or name the model's own file.");
  }

  private static ProblemException unreadable(Path path, IOException cause) {
    return Reading.unreadable("model.unreadable", path, Reading.CHECK, cause);
  }
}
