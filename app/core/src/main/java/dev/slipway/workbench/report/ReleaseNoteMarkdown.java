// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.FileChange;
import dev.slipway.bundle.render.Quoting;
import dev.slipway.workbench.report.Section.Row;
import java.util.List;
import java.util.Map;

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
    line(
        "# %s %s: what changes"
            .formatted(
                Quoting.markdown(note.after().project()),
                Quoting.markdown(note.after().version())));
    line("");
    line("**" + Quoting.markdown(note.headline()) + "**");
    ReleaseSections.of(note, true).forEach(this::section);
    patches(note.files(), patches);
  }

  private void section(Section section) {
    line("");
    line("## " + Quoting.markdown(section.title()));
    line("");
    line(Quoting.markdown(sentence(section.subtitle())));
    if (section.rows().isEmpty()) {
      return;
    }
    line("");
    line("| | | |");
    line("| --- | --- | --- |");
    for (Row row : section.rows()) {
      line(
          "| %s | %s | %s |"
              .formatted(
                  Quoting.markdown(row.name()),
                  Quoting.markdown(row.value()),
                  Quoting.markdown(row.reason())));
    }
  }

  private static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
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

  private void line(String text) {
    out.append(text).append('\n');
  }
}
