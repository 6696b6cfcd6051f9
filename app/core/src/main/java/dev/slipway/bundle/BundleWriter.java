// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.Started;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes the files of a bundle into its folder: all of them or, as far as a reader of
/// `bundle.json` can tell, none. What a person changed there is never replaced unasked, and which
/// image was released stays as it is.
public final class BundleWriter {

  /// The code of the problem that a person's changes would be replaced.
  public static final String EDITED = "bundle.edited-files";

  /// The manifest that is being moved in; what is named there is ours even after a crash.
  private static final String NEXT = ".bundle.json.next";

  /// Writes the files of [BundleRenderer#render].
  ///
  /// @param folder made when it does not exist; other files in it are left alone
  public Bundle write(List<GeneratedFile> files, Path folder, Overwrite overwrite)
      throws ProblemException {
    SortedMap<String, GeneratedFile> exported = byPath(files);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw cannotWrite(folder, new IOException("it is no folder"));
    }
    try (BundleLock staging = BundleLock.beside(folder)) {
      SortedMap<String, ReleasedImage> released = released(folder);
      SortedMap<String, GeneratedFile> byPath = filled(exported, released);
      requireFree(byPath.keySet(), folder);
      SortedSet<String> edited = edited(byPath, folder, released.keySet());
      if (overwrite == Overwrite.REFUSE_EDITED && !edited.isEmpty()) {
        throw editedProblem(folder, edited);
      }
      keep(edited, folder);
      Map<String, GeneratedFile> changed = changed(byPath, folder);
      stage(changed.values(), staging.folder(), folder);
      moveIn(byPath, changed.keySet(), staging.folder(), folder);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
    SortedMap<String, Sha256> hashes = new TreeMap<>();
    exported.forEach((path, file) -> hashes.put(path, file.content().sha256()));
    hashes.remove(BundleManifest.SIGNATURE);
    Sha256 digest = Optional.ofNullable(hashes.remove(BundleManifest.FILE)).orElseThrow();
    return new Bundle(folder, hashes, digest);
  }

  /// Files that a person changed since they were written, and that writing these files would
  /// replace or remove: by path, each with what writing would do to it as a unified diff.
  public SortedMap<String, String> edits(List<GeneratedFile> files, Path folder)
      throws ProblemException {
    SortedMap<String, ReleasedImage> released = released(folder);
    SortedMap<String, GeneratedFile> byPath = filled(byPath(files), released);
    SortedMap<String, String> edits = new TreeMap<>();
    for (String path : edited(byPath, folder, released.keySet())) {
      try {
        edits.put(
            path,
            UnifiedDiff.of(
                path,
                Optional.of(Files.readAllBytes(folder.resolve(path))),
                Optional.ofNullable(byPath.get(path)).map(file -> file.content().bytes())));
      } catch (IOException e) {
        throw cannotWrite(folder, e);
      }
    }
    return edits;
  }

  /// Where a person's versions are kept when they are replaced: a folder beside the bundle's folder
  /// or zip file.
  public static Path kept(Path bundle) {
    Path whole = bundle.toAbsolutePath().normalize();
    return whole.resolveSibling(whole.getFileName() + ".edited");
  }

  /// The folder in there that the next versions are kept in.
  static Path nextKept(Path bundle) {
    int number = 1;
    while (Files.exists(kept(bundle).resolve(String.valueOf(number)))) {
      number++;
    }
    return kept(bundle).resolve(String.valueOf(number));
  }

  /// Refuses before anything is written, where a folder lies in a file's place or a file in a
  /// folder's: neither is an edit of a file that could be kept beside the bundle.
  private static void requireFree(Set<String> paths, Path folder) throws ProblemException {
    for (String path : paths) {
      Path file = folder.resolve(path);
      Path at = folder;
      for (String name : path.split("/", -1)) {
        at = at.resolve(name);
        boolean linked = !at.equals(file) && Files.isSymbolicLink(at);
        if (linked || (at.equals(file) ? Files.isDirectory(at) : Files.isRegularFile(at))) {
          throw Problem.input(
                  "bundle.path-taken",
                  path + " cannot be written into " + folder + "; nothing was written.",
                  at
                      + (linked
                          ? " is a symbolic link, which leads out of the bundle."
                          : at.equals(file) ? " is a folder." : " is a file."),
                  "Move it away, or export into another folder.")
              .asException();
        }
      }
    }
  }

  /// Copies what a person changed into a numbered folder of its own, before it is replaced.
  private static void keep(SortedSet<String> edited, Path folder) throws IOException {
    if (edited.isEmpty()) {
      return;
    }
    Path kept = nextKept(folder);
    for (String path : edited) {
      Path to = kept.resolve(path);
      Files.createDirectories(to.getParent());
      Files.copy(folder.resolve(path), to);
    }
  }

  /// The images that were filled into files of the folder since they were written, by path.
  static SortedMap<String, ReleasedImage> released(Path folder) throws ProblemException {
    SortedMap<String, ReleasedImage> released = new TreeMap<>();
    for (BundleManifest manifest : manifests(folder)) {
      for (Map.Entry<String, BundleManifest.Entry> entry : manifest.files().entrySet()) {
        try {
          if (FolderEntries.isPlainFile(folder, entry.getKey())) {
            ReleasedImage.filledIn(
                    folder.resolve(entry.getKey()), entry.getValue().sha256(), manifest.model())
                .ifPresent(image -> released.put(entry.getKey(), image));
          }
        } catch (IOException e) {
          throw cannotWrite(folder, e);
        }
      }
    }
    return released;
  }

  /// The files, naming the images that were released.
  static SortedMap<String, GeneratedFile> filled(
      SortedMap<String, GeneratedFile> files, SortedMap<String, ReleasedImage> released) {
    SortedMap<String, GeneratedFile> filled = new TreeMap<>(files);
    released.forEach((path, image) ->
        filled.computeIfPresent(
            path,
            (_, file) ->
                new GeneratedFile(
                    path,
                    ByteContent.owned(image.filledInto(file.content().bytes())),
                    file.executable(),
                    file.target(),
                    file.template())));
    return filled;
  }

  /// @param released files into which nothing but a released image was filled
  private static SortedSet<String> edited(
      Map<String, GeneratedFile> files, Path folder, Set<String> released) throws ProblemException {
    Map<String, Set<Sha256>> ours = written(folder);
    SortedSet<String> paths = new TreeSet<>(files.keySet());
    paths.addAll(ours.keySet());
    paths.remove(BundleManifest.FILE);
    paths.remove(BundleManifest.SIGNATURE);
    SortedSet<String> edited = new TreeSet<>();
    for (String path : paths) {
      Optional<Sha256> now = BundleReader.hash(folder, path);
      GeneratedFile next = files.get(path);
      boolean asWritten =
          now.isEmpty()
              || ours.getOrDefault(path, Set.of()).contains(now.get())
              || (next != null && released.contains(path))
              || (next != null && next.content().sha256().equals(now.get()));
      if (!asWritten) {
        edited.add(path);
      }
    }
    return edited;
  }

  /// The hashes under which Slipway wrote each path.
  private static Map<String, Set<Sha256>> written(Path folder) throws ProblemException {
    Map<String, Set<Sha256>> written = new TreeMap<>();
    for (BundleManifest manifest : manifests(folder)) {
      manifest
          .files()
          .forEach((path, entry) ->
              written.computeIfAbsent(path, _ -> new HashSet<>()).add(entry.sha256()));
    }
    return written;
  }

  /// What is written there, and what was being written when a program died.
  private static List<BundleManifest> manifests(Path folder) throws ProblemException {
    List<BundleManifest> manifests = new ArrayList<>();
    for (String name : List.of(BundleManifest.FILE, NEXT)) {
      Path manifest = folder.resolve(name);
      if (Files.isRegularFile(manifest)) {
        try {
          manifests.add(ManifestJson.read(Files.readAllBytes(manifest), manifest.toString()));
        } catch (IOException e) {
          throw cannotWrite(folder, e);
        }
      }
    }
    return manifests;
  }

  private static Map<String, GeneratedFile> changed(Map<String, GeneratedFile> files, Path folder)
      throws ProblemException {
    Map<String, GeneratedFile> changed = new LinkedHashMap<>();
    for (Map.Entry<String, GeneratedFile> entry : files.entrySet()) {
      Sha256 next = entry.getValue().content().sha256();
      if (BundleReader.hash(folder, entry.getKey()).filter(next::equals).isEmpty()) {
        changed.put(entry.getKey(), entry.getValue());
      }
    }
    return changed;
  }

  private static void stage(Collection<GeneratedFile> files, Path staging, Path folder)
      throws ProblemException {
    Started.each(
        List.copyOf(files),
        file -> {
          try {
            stage(file, staging);
          } catch (IOException e) {
            throw cannotWrite(folder, e);
          }
          return file;
        });
  }

  private static void stage(GeneratedFile file, Path staging) throws IOException {
    Path path = staging.resolve(file.path());
    Files.createDirectories(path.getParent());
    try (var out = Files.newOutputStream(path)) {
      file.content().writeTo(out);
    }
    if (file.executable()) {
      makeExecutable(path);
    }
  }

  /// For whoever may read it: a file that others may not read, they need not run.
  static void makeExecutable(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      if (!path.toFile().setExecutable(true)) {
        throw new IOException(path + " cannot be made executable");
      }
      return;
    }
    Set<PosixFilePermission> may = view.readAttributes().permissions();
    for (var each :
        Map.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
                PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
                PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE)
            .entrySet()) {
      if (may.contains(each.getKey())) {
        may.add(each.getValue());
      }
    }
    view.setPermissions(may);
  }

  private static void moveIn(
      Map<String, GeneratedFile> files, Set<String> changed, Path staging, Path folder)
      throws IOException, ProblemException {
    if (!Files.exists(folder)) {
      BundleLock.move(staging, folder);
      return;
    }
    if (changed.isEmpty()) {
      Files.deleteIfExists(folder.resolve(NEXT));
      return;
    }
    if (changed.contains(BundleManifest.FILE)) {
      Path next = staging.resolve(NEXT);
      Files.copy(staging.resolve(BundleManifest.FILE), next);
      BundleLock.move(next, folder.resolve(NEXT));
    }
    if (changed.contains(BundleManifest.FILE) && !files.containsKey(BundleManifest.SIGNATURE)) {
      // It is of the bundle that goes.
      Files.deleteIfExists(folder.resolve(BundleManifest.SIGNATURE));
    }
    Set<String> ours = written(folder).keySet();
    for (String path : changed) {
      if (!path.equals(BundleManifest.FILE)) {
        Path to = folder.resolve(path);
        Files.createDirectories(to.getParent());
        BundleLock.move(staging.resolve(path), to);
      }
    }
    for (String path : ours) {
      if (!files.containsKey(path)
          && FolderEntries.isByFolders(folder, path)
          && !FolderEntries.isOneOf(folder, path, files.keySet())) {
        remove(folder, path);
      }
    }
    if (changed.contains(BundleManifest.FILE)) {
      BundleLock.move(staging.resolve(BundleManifest.FILE), folder.resolve(BundleManifest.FILE));
    }
    Files.deleteIfExists(folder.resolve(NEXT));
  }

  /// Removes a file that is no longer part of the bundle, and the folders that this empties.
  private static void remove(Path folder, String path) throws IOException {
    Path file = folder.resolve(path);
    Files.deleteIfExists(file);
    for (Path parent = file.getParent();
        parent != null && !parent.equals(folder);
        parent = parent.getParent()) {
      if (!Files.isDirectory(parent)) {
        continue;
      }
      try (var inside = Files.list(parent)) {
        if (inside.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(parent);
    }
  }

  static SortedMap<String, GeneratedFile> byPath(List<GeneratedFile> files) {
    BundlePaths.requireDistinct(files);
    SortedMap<String, GeneratedFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    if (!byPath.containsKey(BundleManifest.FILE)) {
      throw new IllegalArgumentException("a bundle has a " + BundleManifest.FILE);
    }
    return byPath;
  }

  static ProblemException editedProblem(Path folder, SortedSet<String> edited) {
    return Problem.input(
            EDITED,
            BundleReader.named(edited.size(), "file")
                + " in "
                + folder
                + " would be replaced that "
                + (edited.size() == 1 ? "was" : "were")
                + " changed by hand; nothing was written.",
            "Changed by hand: " + String.join(", ", edited) + ".",
            "Move the changes into overlays/ of the bundle, which an export keeps, or export into"
                + " another folder; --replace-edited gives them up.")
        .asException();
  }

  static ProblemException cannotWrite(Path folder, IOException e) {
    return new ProblemException(
        Problem.input(
            "bundle.cannot-write",
            "The bundle cannot be written to " + folder + ".",
            e.getClass().getSimpleName() + ": " + e.getMessage(),
            "Name a folder that you may write to, on a disk with room."),
        e);
  }
}
