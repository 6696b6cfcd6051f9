// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a bundle from its folder; needs nothing else.
public final class BundleReader {

  /// The bundle, with every file's hash compared with what `bundle.json` says. Files beside those
  /// are not looked at.
  public Bundle read(Path folder) throws ProblemException {
    byte[] json = manifestBytes(folder);
    BundleManifest manifest = ManifestJson.read(json, folder + "/" + BundleManifest.FILE);
    SortedMap<String, Sha256> files = new TreeMap<>();
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, BundleManifest.Entry> entry : manifest.files().entrySet()) {
      String path = entry.getKey();
      if (hash(folder.resolve(path)).filter(entry.getValue().sha256()::equals).isEmpty()) {
        different.add(path);
      }
      files.put(path, entry.getValue().sha256());
    }
    if (!different.isEmpty()) {
      throw Problem.input(
              "bundle.changed-files",
              named(different.size(), "file")
                  + " of the bundle in "
                  + folder
                  + " differ from what was exported.",
              "Changed or missing: " + String.join(", ", different) + ".",
              "Export the bundle again; keep your own changes in a template folder or in files of"
                  + " your own.")
          .asException();
    }
    return new Bundle(folder, files, Sha256.of(json));
  }

  /// What `bundle.json` says, without looking at the files.
  public BundleManifest manifest(Path folder) throws ProblemException {
    return ManifestJson.read(manifestBytes(folder), folder + "/" + BundleManifest.FILE);
  }

  private static byte[] manifestBytes(Path folder) throws ProblemException {
    try {
      return Files.readAllBytes(folder.resolve(BundleManifest.FILE));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.no-bundle",
              "There is no bundle in " + folder + ".",
              "It has no readable " + BundleManifest.FILE + ".",
              "Name the folder that `slipway export` wrote."),
          e);
    }
  }

  /// The hash of a file; empty when there is no such file.
  static java.util.Optional<Sha256> hash(Path file) throws ProblemException {
    if (!Files.isRegularFile(file)) {
      return java.util.Optional.empty();
    }
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
