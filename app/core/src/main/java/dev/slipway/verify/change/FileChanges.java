// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.FileChange;
import dev.slipway.bundle.release.ReleaseNote.Kind;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.release.ReleaseNote.TemplateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Adds to a release note what the changes in the files mean.
public final class FileChanges {

  /// The files of a bundle.
  public interface Files {

    /// The first bytes of a file; empty where it is not there.
    Optional<byte[]> start(String file, int most) throws ProblemException;
  }

  private final ReleaseNote note;
  private final BundleManifest before;
  private final BundleManifest after;
  private final Files old;
  private final Files now;

  /// @param note what is known of the two from their `bundle.json`
  public FileChanges(
      ReleaseNote note, BundleManifest before, BundleManifest after, Files old, Files now) {
    this.note = note;
    this.before = before;
    this.after = after;
    this.old = old;
    this.now = now;
  }

  /// The note with every change judged, or told as not judged.
  public ReleaseNote judged() throws ProblemException {
    if (!before.project().equals(after.project())) {
      List<Notice> notices = new ArrayList<>(note.notices());
      notices.add(
          new Notice(
              Level.UNJUDGED,
              "files",
              "those of two services",
              "they are not compared: read the new bundle as a whole"));
      return note.with(notices);
    }
    var planned = new PlannedChanges(note, before, after);
    Set<String> whole =
        note.templates().stream()
            .filter(template -> template.before().isEmpty() || template.after().isEmpty())
            .map(TemplateChange::target)
            .collect(Collectors.toSet());
    for (FileChange file : note.files()) {
      // A file that was there before can be made by a target that was not.
      boolean both = file.kind() == Kind.CHANGED;
      if (isCompared(file) && (both || !whole.contains(file.target()))) {
        found(file).forEach(planned::add);
      }
    }
    List<Notice> notices = new ArrayList<>(planned.notices());
    notices.addAll(Folding.of(planned.left()));
    return note.with(notices);
  }

  /// What `bundle.json` does not list is told by name, as is the signature.
  private boolean isCompared(FileChange file) {
    return Beside.isOwn(file.path())
        || before.files().containsKey(file.path())
        || after.files().containsKey(file.path());
  }

  /// Whether a file may be run is told beside what it says.
  private static List<Found> startable(FileChange file) {
    Place place = Place.of(file.path(), MissingNode.getInstance(), MissingNode.getInstance());
    for (String because : file.because()) {
      if (because.equals("no longer executable")) {
        return List.of(
            new Found(
                place,
                new Rule.Meaning(
                    Level.WEAKER,
                    file.path(),
                    because,
                    "who starts it as its README says is refused: chmod +x")));
      }
      if (because.equals("executable now")) {
        return List.of(
            new Found(
                place,
                new Rule.Meaning(Level.NEUTRAL, file.path(), because, "it may be started now")));
      }
    }
    return List.of();
  }

  private List<Found> found(FileChange file) throws ProblemException {
    boolean was = file.kind() != Kind.ADDED;
    boolean is = file.kind() != Kind.REMOVED;
    List<Rule> others = TargetRules.of(file.target());
    List<Rule> rules = new ArrayList<>();
    rules.add(new ReleaseName(before.version(), after.version(), others));
    rules.addAll(others);
    var judging = new Judging(rules);
    Optional<Found> named = new Judging(ShippedRules.ALL).byName(file.path(), was, is);
    List<Found> found = new ArrayList<>(startable(file));
    if (named.isPresent()) {
      found.add(named.get());
    } else {
      found.addAll(
          judging.file(
              file.path(),
              was ? old.start(file.path(), FileTree.LONGEST + 1) : Optional.empty(),
              is ? now.start(file.path(), FileTree.LONGEST + 1) : Optional.empty()));
    }
    return found;
  }
}
