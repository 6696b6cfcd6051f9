// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads a bundle from its folder or zip file; needs nothing else.
public final class BundleReader {

  /// The bundle, with every file's hash compared with what `bundle.json` says. What lies beside
  /// those is not looked at.
  ///
  /// @param path a folder, or a zip file
  public Bundle read(Path path) throws ProblemException {
    BundleSnapshot snapshot = snapshot(path);
    List<String> different = snapshot.changedByHand();
    if (!different.isEmpty()) {
      throw Problem.input(
              "bundle.changed-files",
              named(different.size(), "file")
                  + " of the bundle in "
                  + path
                  + " differ from what was exported.",
              "Changed or missing: " + String.join(", ", different) + ".",
              "Export the bundle again; keep your own changes in overlays/, which an export keeps.")
          .asException();
    }
    return new Bundle(path, snapshot.present(), snapshot.digest());
  }

  /// What `bundle.json` says, and what is really there.
  ///
  /// @param path a folder, or a zip file
  public BundleSnapshot snapshot(Path path) throws ProblemException {
    return snapshot(path, FileHashes.READ);
  }

  /// The same.
  ///
  /// @param hashes of the files of a folder
  public BundleSnapshot snapshot(Path path, FileHashes hashes) throws ProblemException {
    try (BundleSource source = BundleSource.open(path, hashes)) {
      return source.snapshot();
    }
  }

  /// What `bundle.json` says, without looking at the files.
  public BundleManifest manifest(Path path) throws ProblemException {
    try (BundleSource source = BundleSource.open(path)) {
      return source.manifest();
    }
  }

  /// The hash of a file; empty when there is none, or a link in its place or on the way to it.
  static java.util.Optional<Sha256> hash(Path folder, String path) throws ProblemException {
    if (!FolderEntries.isPlainFile(folder, path)) {
      return java.util.Optional.empty();
    }
    Path file = folder.resolve(path);
    try {
      return java.util.Optional.of(Sha256.of(file));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.unreadable-file",
              "The file " + file + " cannot be read.",
              String.valueOf(e.getMessage()),
              "Make it readable."),
          e);
    }
  }

  static String named(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
