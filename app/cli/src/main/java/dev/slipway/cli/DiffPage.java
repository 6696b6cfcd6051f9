// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Words;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.Change;
import dev.slipway.bundle.release.ReleaseNote.FileChange;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.release.ReleaseNote.Side;
import dev.slipway.bundle.release.ReleaseNote.TemplateChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Shows a release note as text.
final class DiffPage {

  private static final int WIDTH = 96;

  private DiffPage() {}

  static void print(ReleaseNote note, boolean files, Terminal terminal) {
    Side before = note.before();
    Side after = note.after();
    terminal.title(
        Texts.clean(
            "%s %s → %s %s"
                .formatted(before.project(), before.version(), after.project(), after.version())));
    terminal.fact("bundle", before.digest().brief() + " → " + after.digest().brief());
    terminal.fact("model", moved(before.model().brief(), after.model().brief()));
    terminal.fact("Slipway", Texts.clean(moved(before.tool(), after.tool())));
    if (note.isEmpty()) {
      terminal.line("");
      terminal.line("Nothing changes: the two bundles are the same, byte for byte.");
      return;
    }
    notices(note.notices(), terminal);
    if (!note.signature().isEmpty()) {
      terminal.title("What goes in and comes out");
      note.signature()
          .forEach(tensor ->
              line(
                  terminal,
                  tensor.kind() + " " + tensor.name(),
                  tensor.before().orElse("none") + " → " + tensor.after().orElse("none")));
    }
    changes("What was measured", note.evidence(), terminal);
    changes("Numbers of the plan", note.plan(), terminal);
    templates(note.templates(), terminal);
    files(note.files(), files, terminal);
  }

  private static void notices(List<Notice> notices, Terminal terminal) {
    terminal.title("Mind");
    if (notices.isEmpty()) {
      terminal.line("  Nothing is known to break or to be weaker.");
    }
    for (Notice notice : notices) {
      String level = "%-8s".formatted(Words.id(notice.level()));
      String coloured =
          switch (notice.level()) {
            case BREAKING -> terminal.bad(level);
            case RISK -> terminal.open(level);
            case NOTE -> terminal.faint(level);
          };
      terminal.line("  " + coloured + "  " + Texts.clean(notice.subject() + ": " + notice.what()));
      terminal.line("            " + Texts.clean(notice.consequence()));
    }
  }

  private static void changes(String title, List<Change> changes, Terminal terminal) {
    if (changes.isEmpty()) {
      return;
    }
    terminal.title(title);
    for (Change change : changes) {
      line(terminal, change.key(), value(change.before()) + " → " + value(change.after()));
      change
          .after()
          .or(change::before)
          .ifPresent(reason ->
              Texts.wrapped(Texts.clean(reason.basis() + ": " + reason.because()), WIDTH)
                  .forEach(text -> terminal.line(terminal.faint("      " + text))));
    }
  }

  private static String value(Optional<BundleManifest.Reason> reason) {
    return reason.map(r -> (r.value() + " " + r.unit()).strip()).orElse("none");
  }

  private static void templates(List<TemplateChange> changes, Terminal terminal) {
    if (changes.isEmpty()) {
      return;
    }
    terminal.title("Templates");
    for (TemplateChange change : changes) {
      line(
          terminal,
          change.target(),
          change.before().map(sha256 -> sha256.brief()).orElse("none")
              + " → "
              + change.after().map(sha256 -> sha256.brief()).orElse("none"));
    }
  }

  private static void files(List<FileChange> files, boolean all, Terminal terminal) {
    Map<ReleaseNote.Kind, Long> counts =
        new TreeMap<>(
            files.stream().collect(Collectors.groupingBy(FileChange::kind, Collectors.counting())));
    terminal.title("Files");
    terminal.line(
        "  "
            + (counts.isEmpty()
                ? "none differ"
                : counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + word(count.getKey()))
                    .collect(Collectors.joining(", ")))
            + (all || files.isEmpty()
                ? ""
                : terminal.faint("  (--files names them, --patch shows their lines)")));
    if (all) {
      for (FileChange file : files) {
        terminal.line(
            Texts.clean("  %-8s  %s".formatted(word(file.kind()), file.path()))
                + terminal.faint(Texts.clean("  " + String.join(", ", file.because()))));
      }
    }
  }

  private static String word(ReleaseNote.Kind kind) {
    return Words.id(kind);
  }

  private static void line(Terminal terminal, String name, String value) {
    terminal.line(Texts.clean("  %-30s  %s".formatted(name, value)));
  }

  private static String moved(String before, String after) {
    return before.equals(after) ? before + ", the same" : before + " → " + after;
  }
}
