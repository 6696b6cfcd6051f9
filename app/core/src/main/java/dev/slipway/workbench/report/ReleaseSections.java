// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Sha256;
import dev.slipway.base.Words;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.Change;
import dev.slipway.bundle.release.ReleaseNote.FileChange;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.workbench.report.Section.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A release note in the order in which operations reads it: what breaks, what is weaker, what
/// nobody judged, the rest; then the numbers behind it.
public final class ReleaseSections {

  /// As many files of a change are named.
  private static final int NAMED = 2;

  private final ReleaseNote note;
  private final List<Section> sections = new ArrayList<>();

  private ReleaseSections(ReleaseNote note) {
    this.note = note;
  }

  /// @param files whether each file that differs is named
  public static List<Section> of(ReleaseNote note, boolean files) {
    var all = new ReleaseSections(note);
    all.sides();
    if (!note.isEmpty()) {
      for (Level level : Level.values()) {
        all.judged(level);
      }
      all.signature();
      all.changes("What was measured", note.evidence());
      all.changes("Numbers of the plan", note.plan());
      all.templates();
      all.files(files);
    }
    return List.copyOf(all.sections);
  }

  /// How good the news is.
  public static Tone tone(ReleaseNote note) {
    return note.worst()
        .map(worst ->
            switch (worst) {
              case BREAKING, WEAKER -> Tone.BAD;
              case UNJUDGED -> Tone.OPEN;
              case STRONGER, NEUTRAL -> Tone.GOOD;
            })
        .orElse(Tone.GOOD);
  }

  private void sides() {
    ReleaseNote.Side before = note.before();
    ReleaseNote.Side after = note.after();
    sections.add(
        new Rows()
            .fact("bundle", before.digest().brief() + " → " + after.digest().brief(), "")
            .fact("model", moved(before.model().brief(), after.model().brief()), "")
            .fact("made by Slipway", moved(before.tool(), after.tool()), "")
            .section("Bundles", before.version() + " → " + after.version()));
  }

  private void judged(Level level) {
    var rows = new Rows();
    for (Notice notice : note.notices()) {
      if (notice.level() == level) {
        rows.row(notice.subject(), notice.what(), tone(level), reason(notice));
      }
    }
    add(rows, title(level), about(level));
  }

  private static String reason(Notice notice) {
    List<String> files = notice.files();
    String where =
        files.size() <= NAMED
            ? String.join(", ", files)
            : files.stream().limit(NAMED).collect(Collectors.joining(", "))
                + " and "
                + Words.count(files.size() - NAMED, "more file");
    String meaning = notice.consequence();
    return where.isEmpty() ? meaning : meaning.isEmpty() ? where : meaning + " (" + where + ")";
  }

  private static Tone tone(Level level) {
    return switch (level) {
      case BREAKING, WEAKER -> Tone.BAD;
      case UNJUDGED -> Tone.OPEN;
      case STRONGER -> Tone.GOOD;
      case NEUTRAL -> Tone.PLAIN;
    };
  }

  static String title(Level level) {
    return switch (level) {
      case BREAKING -> "Breaks";
      case WEAKER -> "Weaker";
      case UNJUDGED -> "Changed, not judged";
      case STRONGER -> "Stronger";
      case NEUTRAL -> "Neither";
    };
  }

  private static String about(Level level) {
    return switch (level) {
      case BREAKING -> "callers or operations must act before";
      case WEAKER -> "less protection, watching or room than before";
      case UNJUDGED -> "nobody said what these mean: read them";
      case STRONGER -> "more protection, watching or room than before";
      case NEUTRAL -> "good to know";
    };
  }

  private void signature() {
    var rows = new Rows();
    note.signature()
        .forEach(tensor ->
            rows.fact(
                tensor.kind() + " " + tensor.name(),
                tensor.before().orElse("none") + " → " + tensor.after().orElse("none"),
                ""));
    add(rows, "What goes in and comes out", "tensors of the model");
  }

  private void changes(String title, List<Change> changes) {
    var rows = new Rows();
    for (Change change : changes) {
      rows.fact(
          change.key(),
          value(change.before()) + " → " + value(change.after()),
          change
              .after()
              .or(change::before)
              .map(reason -> reason.inWords() + ": " + reason.because())
              .orElse(""));
    }
    boolean one = changes.size() == 1;
    add(rows, title, Words.count(changes.size(), "value") + (one ? " differs" : " differ"));
  }

  private static String value(Optional<BundleManifest.Reason> reason) {
    return reason.map(r -> (r.value() + " " + r.unit()).strip()).orElse("none");
  }

  private void templates() {
    var rows = new Rows();
    note.templates()
        .forEach(change ->
            rows.fact(change.target(), brief(change.before()) + " → " + brief(change.after()), ""));
    add(rows, "Templates", "what the files are made from");
  }

  private static String brief(Optional<Sha256> sha256) {
    return sha256.map(Sha256::brief).orElse("none");
  }

  private void files(boolean all) {
    Map<ReleaseNote.Kind, Long> counts =
        new TreeMap<>(
            note.files().stream()
                .collect(Collectors.groupingBy(FileChange::kind, Collectors.counting())));
    String counted =
        counts.isEmpty()
            ? "none differ"
            : counts.entrySet().stream()
                .map(count -> count.getValue() + " " + Words.id(count.getKey()))
                .collect(Collectors.joining(", "));
    var rows = new Rows();
    if (all) {
      note.files()
          .forEach(file ->
              rows.fact(file.path(), Words.id(file.kind()), String.join(", ", file.because())));
    }
    sections.add(
        rows.section(
            "Files", all || note.files().isEmpty() ? counted : counted + " (--files names them)"));
  }

  private void add(Rows rows, String title, String about) {
    if (!rows.all().isEmpty()) {
      sections.add(rows.section(title, about));
    }
  }

  private static String moved(String before, String after) {
    return before.equals(after)
        ? before + ", the same"
        : String.format(Locale.ROOT, "%s → %s", before, after);
  }
}
