// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.BundleSource;
import dev.slipway.bundle.UnifiedDiff;
import dev.slipway.bundle.release.BundleComparison;
import dev.slipway.bundle.release.ReleaseNote;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares two bundles for a release note; needs nothing else.
public final class DiffBundles {

  /// The release note, and where it was asked for the unified diff of each file, by path.
  public record Answer(ReleaseNote note, SortedMap<String, String> patches) {}

  DiffBundles() {}

  /// @param before a folder, or a zip file
  /// @param after the same
  /// @param patches whether the files' lines are compared too
  public Answer diff(Path before, Path after, boolean patches) throws ProblemException {
    try (BundleSource a = BundleSource.open(before);
        BundleSource b = BundleSource.open(after)) {
      ReleaseNote note = BundleComparison.between(a.snapshot(), b.snapshot());
      SortedMap<String, String> lines = new TreeMap<>();
      if (patches) {
        for (ReleaseNote.FileChange file : note.files()) {
          Optional<byte[]> old = a.bytes(file.path());
          Optional<byte[]> now = b.bytes(file.path());
          // Of an empty folder or a link there are no lines.
          if (old.isPresent() || now.isPresent()) {
            lines.put(file.path(), UnifiedDiff.of(file.path(), old, now));
          }
        }
      }
      return new Answer(note, lines);
    }
  }
}
