// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.render.GeneratedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What writing a bundle would do to what lies where it goes.
///
/// @param files that would be written
/// @param standings of those files, and of files there that writing would remove, by path
/// @param edits files that a person changed there: by path, each with what writing would do to it
///   as a unified diff
/// @param differences of text files that are there and would not stay as they are, by path
/// @param manifest of the bundle that would be written, with the reason of every number
public record BundlePreview(
    List<GeneratedFile> files,
    SortedMap<String, Standing> standings,
    SortedMap<String, String> edits,
    SortedMap<String, SideBySide> differences,
    BundleManifest manifest) {

  /// How a file stands to what is there.
  public enum Standing {
    /// Nothing of that path is there.
    NEW,
    /// Slipway wrote another content there.
    CHANGED,
    SAME,
    /// A person changed what is there.
    EDITED,
    /// It is there, and no longer part of the bundle.
    REMOVED
  }

  /// The pages that a bundle is best read from, the best first.
  private static final List<String> FRONT = List.of("docs/handover.md", "README.md");

  public BundlePreview {
    files = List.copyOf(files);
  }

  /// @param files of [BundleRenderer#render]
  /// @param where the folder or the zip file
  /// @param edits what a person changed there, of [BundleWriter#edits] or [BundleZip#edits]
  public static BundlePreview of(
      List<GeneratedFile> files, Path where, SortedMap<String, String> edits)
      throws ProblemException {
    SortedMap<String, GeneratedFile> next =
        Files.isDirectory(where)
            ? BundleWriter.filled(BundleWriter.byPath(files), BundleWriter.released(where))
            : BundleWriter.byPath(files);
    BundleManifest manifest =
        ManifestJson.read(
            Objects.requireNonNull(next.get(BundleManifest.FILE)).content().bytes(),
            BundleManifest.FILE);
    SortedMap<String, Standing> standings = new TreeMap<>();
    SortedMap<String, SideBySide> differences = new TreeMap<>();
    try (BundleSource there = BundleSource.open(where)) {
      var paths = new TreeSet<>(next.keySet());
      paths.addAll(ours(there));
      for (String path : paths) {
        Optional<GeneratedFile> file = Optional.ofNullable(next.get(path));
        Optional<Standing> standing = standing(path, file, there, edits);
        if (standing.isEmpty()) {
          continue;
        }
        standings.put(path, standing.get());
        if (standing.get() != Standing.NEW && standing.get() != Standing.SAME) {
          SideBySide.of(there.bytes(path), file.map(each -> each.content().bytes()))
              .ifPresent(difference -> differences.put(path, difference));
        }
      }
    }
    return new BundlePreview(files, standings, edits, differences, manifest);
  }

  /// Files that Slipway wrote there; none where there is no bundle yet.
  private static List<String> ours(BundleSource there) throws ProblemException {
    return there.bytes(BundleManifest.FILE).isEmpty()
        ? List.of()
        : List.copyOf(there.manifest().files().keySet());
  }

  private static Optional<Standing> standing(
      String path,
      Optional<GeneratedFile> file,
      BundleSource there,
      SortedMap<String, String> edits)
      throws ProblemException {
    if (edits.containsKey(path)) {
      return Optional.of(Standing.EDITED);
    }
    Optional<Sha256> now = there.hash(path);
    if (file.isEmpty()) {
      return now.map(_ -> Standing.REMOVED);
    }
    return Optional.of(
        now.isEmpty()
            ? Standing.NEW
            : now.get().equals(file.get().content().sha256()) ? Standing.SAME : Standing.CHANGED);
  }

  /// How many files would be written.
  public int count() {
    return files.size();
  }

  /// How many files have a standing.
  public long count(Standing standing) {
    return standings.values().stream().filter(each -> each == standing).count();
  }

  /// The file to begin with: the hand-over page, else the page at the top.
  public Optional<GeneratedFile> frontPage() {
    List<GeneratedFile> found = new ArrayList<>();
    FRONT.forEach(path -> file(path).ifPresent(found::add));
    return found.stream().findFirst();
  }

  public Optional<GeneratedFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }
}
