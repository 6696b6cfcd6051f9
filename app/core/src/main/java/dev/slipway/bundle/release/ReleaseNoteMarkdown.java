// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.base.Words;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.release.ReleaseNote.Change;
import dev.slipway.bundle.release.ReleaseNote.FileChange;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.release.ReleaseNote.Side;
import dev.slipway.bundle.release.ReleaseNote.TemplateChange;
import dev.slipway.bundle.release.ReleaseNote.TensorChange;
import dev.slipway.bundle.render.Quoting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A release note as Markdown, for a pull request, a ticket or a mail.
public final class ReleaseNoteMarkdown {

  private final StringBuilder out = new StringBuilder();

  private ReleaseNoteMarkdown() {}

  /// @param patches unified diffs by path; none to leave them out
  public static String of(ReleaseNote note, Map<String, String> patches) {
    var page = new ReleaseNoteMarkdown();
    page.write(note, patches);
    return page.out.toString();
  }

  private void write(ReleaseNote note, Map<String, String> patches) {
    Side after = note.after();
    line("# " + text(after.project()) + " " + text(after.version()) + ": what changes");
    line("");
    sides(note.before(), after);
    if (note.isEmpty()) {
      line("");
      line("Nothing: the two bundles are the same, byte for byte.");
      return;
    }
    notices(note.notices());
    signature(note.signature());
    changes("What was measured", note.evidence());
    changes("Numbers of the plan", note.plan());
    templates(note.templates());
    files(note.files());
    patches(note.files(), patches);
  }

  private void sides(Side before, Side after) {
    table("| | before | after |");
    row("version", text(before.version()), text(after.version()));
    row("model", code(before.model().brief()), code(after.model().brief()));
    row("bundle", code(before.digest().brief()), code(after.digest().brief()));
    row("made by Slipway", text(before.tool()), text(after.tool()));
  }

  private void notices(List<Notice> notices) {
    heading("Mind");
    if (notices.isEmpty()) {
      line("Nothing is known to break or to be weaker.");
    }
    for (Notice notice : notices) {
      line(
          "- **%s** · %s: %s. %s."
              .formatted(
                  Words.id(notice.level()),
                  text(notice.subject()),
                  text(notice.what()),
                  text(sentence(notice.consequence()))));
    }
  }

  private void signature(List<TensorChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    heading("What goes in and comes out");
    table("| tensor | before | after |");
    for (TensorChange change : changes) {
      row(
          text(change.kind() + " " + change.name()),
          text(change.before().orElse("none")),
          text(change.after().orElse("none")));
    }
  }

  private void changes(String title, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    heading(title);
    table("| | before | after | why |");
    for (Change change : changes) {
      row(
          text(change.key()),
          value(change.before()),
          value(change.after()),
          change
              .after()
              .or(change::before)
              .map(reason -> text(reason.basis() + ": " + reason.because()))
              .orElse(""));
    }
  }

  private void templates(List<TemplateChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    heading("Templates");
    table("| target | before | after |");
    for (TemplateChange change : changes) {
      row(
          text(change.target()),
          change.before().map(sha256 -> code(sha256.brief())).orElse("none"),
          change.after().map(sha256 -> code(sha256.brief())).orElse("none"));
    }
  }

  private void files(List<FileChange> files) {
    if (files.isEmpty()) {
      return;
    }
    heading("Files");
    table("| file | | because of |");
    for (FileChange file : files) {
      row(
          code(file.path()),
          Words.id(file.kind()),
          file.because().stream().map(ReleaseNoteMarkdown::text).collect(Collectors.joining(", ")));
    }
  }

  private void patches(List<FileChange> files, Map<String, String> patches) {
    for (FileChange file : files) {
      String patch = patches.getOrDefault(file.path(), "");
      if (!patch.isEmpty()) {
        line("");
        String fence = fence(patch);
        line(fence + "diff");
        out.append(patch);
        line(fence);
      }
    }
  }

  /// Longer than any run of backticks in the text, so that none ends the block.
  private static String fence(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence;
  }

  private static String value(Optional<BundleManifest.Reason> reason) {
    return reason.map(r -> text((r.value() + " " + r.unit()).strip())).orElse("none");
  }

  private static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void table(String head) {
    line(head);
    line(head.replaceAll("[^|]+", " --- "));
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String text(String text) {
    return Quoting.markdown(text);
  }

  private static String code(String text) {
    return Quoting.code(text);
  }
}
