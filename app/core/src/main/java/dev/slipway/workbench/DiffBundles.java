// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.BundleSource;
import dev.slipway.bundle.UnifiedDiff;
import dev.slipway.bundle.release.BundleComparison;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.render.Document;
import dev.slipway.verify.change.FileChanges;
import dev.slipway.workbench.project.Shipped;
import dev.slipway.workbench.report.ReleaseSections;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares two bundles for a release note; needs nothing else.
public final class DiffBundles {

  /// The release note, and where it was asked for the unified diff of each file, by path.
  public record Answer(ReleaseNote note, SortedMap<String, String> patches) {

    /// As plain maps, for JSON.
    public Map<String, Object> asTree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("headline", note.headline());
      tree.put("note", note);
      tree.put("patches", patches);
      return tree;
    }
  }

  DiffBundles() {}

  /// One page for people who do not run Slipway: one file, no script, no network.
  public String html(ReleaseNote note) throws ProblemException {
    Map<String, Object> values = new HashMap<>();
    values.put("name", note.after().project());
    values.put("before", note.before().version());
    values.put("after", note.after().version());
    values.put("headline", note.headline());
    values.put("tone", ReleaseSections.tone(note));
    values.put("sections", ReleaseSections.of(note, true));
    values.put("version", note.after().tool());
    return new Document("release-note.html", Shipped.page("release-note.html")).of(values);
  }

  /// Writes that page.
  ///
  /// @throws ProblemException when the file cannot be written
  public void write(ReleaseNote note, Path file) throws ProblemException {
    Shipped.write(html(note), file);
  }

  /// @param before a folder, or a zip file
  /// @param after the same
  /// @param patches whether the files' lines are compared too
  public Answer diff(Path before, Path after, boolean patches) throws ProblemException {
    try (BundleSource a = BundleSource.open(before);
        BundleSource b = BundleSource.open(after)) {
      BundleSnapshot old = a.snapshot();
      BundleSnapshot now = b.snapshot();
      ReleaseNote note =
          new FileChanges(
                  BundleComparison.between(old, now),
                  old.manifest(),
                  now.manifest(),
                  a::start,
                  b::start)
              .judged();
      SortedMap<String, String> lines = new TreeMap<>();
      if (patches) {
        for (ReleaseNote.FileChange file : note.files()) {
          Optional<byte[]> was = a.bytes(file.path());
          Optional<byte[]> is = b.bytes(file.path());
          // Of an empty folder or a link there are no lines.
          if (was.isPresent() || is.isPresent()) {
            lines.put(file.path(), UnifiedDiff.of(file.path(), was, is));
          }
        }
      }
      return new Answer(note, lines);
    }
  }
}
