// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes a bundle as one zip file: the same bytes for the same files. They are stored, not
/// compressed; the largest are libraries that a registry compresses anyway.
public final class BundleZip {

  /// Writes the files of [BundleRenderer#render] and the team's own: the whole zip file, or
  /// nothing. One that a person changed is kept in [BundleWriter#kept] before it is replaced.
  public Bundle write(List<GeneratedFile> files, Path zip, Overwrite overwrite)
      throws ProblemException {
    SortedMap<String, GeneratedFile> byPath = BundleWriter.byPath(files);
    SortedMap<String, Sha256> hashes = new TreeMap<>();
    byPath.forEach((path, file) -> hashes.put(path, file.content().sha256()));
    hashes.keySet().removeIf(Beside::isOwn);
    hashes.remove(BundleManifest.SIGNATURE);
    Sha256 digest = hashes.remove(BundleManifest.FILE);
    try (BundleLock staging = BundleLock.beside(zip)) {
      SortedSet<String> edited = requireReplaceable(files, zip, overwrite);
      signature(byPath, zip).ifPresent(file -> byPath.put(file.path(), file));
      Path whole = staging.folder().resolve("bundle.zip");
      try (OutputStream out = Files.newOutputStream(whole)) {
        write(byPath, out);
      }
      if (!hashes.equals(read(whole).present())) {
        throw new IOException("a source file changed while it was copied");
      }
      if (!edited.isEmpty()) {
        Path kept = Files.createDirectories(BundleWriter.nextKept(zip));
        Files.copy(zip, kept.resolve(zip.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
      BundleLock.move(whole, zip.toAbsolutePath());
    } catch (IOException e) {
      throw BundleWriter.cannotWrite(zip, e);
    }
    return new Bundle(zip, hashes, java.util.Objects.requireNonNull(digest));
  }

  /// The signature in the zip file that is replaced, where it is of the same `bundle.json`.
  private static Optional<GeneratedFile> signature(SortedMap<String, GeneratedFile> next, Path zip)
      throws ProblemException {
    GeneratedFile manifest = next.get(BundleManifest.FILE);
    if (next.containsKey(BundleManifest.SIGNATURE) || manifest == null || !Files.exists(zip)) {
      return Optional.empty();
    }
    try (BundleSource source = BundleSource.open(zip)) {
      return source
              .bytes(BundleManifest.FILE)
              .filter(old -> Sha256.of(old).equals(manifest.content().sha256()))
              .isEmpty()
          ? Optional.empty()
          : source
              .bytes(BundleManifest.SIGNATURE)
              .map(bytes ->
                  new GeneratedFile(
                      BundleManifest.SIGNATURE, ByteContent.owned(bytes), false, "", ""));
    }
  }

  /// Files in the zip file that a person changed, added or took away: by path, each with what
  /// writing these files would do to it as a unified diff.
  public SortedMap<String, String> edits(List<GeneratedFile> files, Path zip)
      throws ProblemException {
    SortedMap<String, String> edits = new TreeMap<>();
    SortedMap<String, GeneratedFile> byPath = BundleWriter.byPath(files);
    SortedSet<String> edited = edited(byPath, zip);
    if (edited.isEmpty()) {
      return edits;
    }
    try (BundleSource source = BundleSource.open(zip)) {
      for (String path : edited) {
        edits.put(
            path,
            UnifiedDiff.of(
                path,
                source.bytes(path),
                Optional.ofNullable(byPath.get(path)).map(file -> file.content().bytes())));
      }
    }
    return edits;
  }

  static void write(SortedMap<String, GeneratedFile> files, OutputStream out) throws IOException {
    try (PlainZip zip = new PlainZip(out)) {
      for (Map.Entry<String, GeneratedFile> file : files.entrySet()) {
        GeneratedFile.Content content = file.getValue().content();
        zip.add(file.getKey(), file.getValue().executable(), content::writeTo);
      }
    }
  }

  private static BundleSnapshot read(Path zip) throws ProblemException {
    try (BundleSource source = BundleSource.open(zip)) {
      return source.snapshot();
    }
  }

  /// Refuses a zip file that may not be replaced. One that is no bundle never may.
  ///
  /// @return what a person changed in it
  public SortedSet<String> requireReplaceable(
      List<GeneratedFile> files, Path zip, Overwrite overwrite) throws ProblemException {
    SortedSet<String> edited = edited(BundleWriter.byPath(files), zip);
    if (overwrite == Overwrite.REFUSE_EDITED && !edited.isEmpty()) {
      throw BundleWriter.editedProblem(zip, edited);
    }
    return edited;
  }

  /// @param next what is to be written: a file of the team's own that it lacks would be lost
  private static SortedSet<String> edited(SortedMap<String, GeneratedFile> next, Path zip)
      throws ProblemException {
    SortedSet<String> edited = new TreeSet<>();
    if (!Files.exists(zip)) {
      return edited;
    }
    if (Files.isDirectory(zip)) {
      throw BundleWriter.cannotWrite(zip, new IOException("it is a folder"));
    }
    try (BundleSource source = BundleSource.open(zip)) {
      BundleSnapshot old = source.snapshot();
      edited.addAll(old.changedByHand());
      old.beside().strays().forEach(stray -> edited.add(stray.path()));
      old.beside()
          .own()
          .forEach((path, sha256) -> {
            GeneratedFile file = next.get(path);
            if (file == null || !file.content().sha256().equals(sha256)) {
              edited.add(path);
            }
          });
    } catch (ProblemException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.zip-exists",
              zip + " is there already, and is no bundle; nothing was written.",
              e.problem().what(),
              "Name another file, or move this one away."),
          e);
    }
    return edited;
  }
}
