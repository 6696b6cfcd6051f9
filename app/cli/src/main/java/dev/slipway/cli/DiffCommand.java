// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.workbench.DiffBundles;
import dev.slipway.workbench.report.ReleaseNoteMarkdown;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows what changes for operations between two bundles.
@Command(
    name = "diff",
    description = {
      "Write the release note for operations: what differs between two bundles.",
      "It begins with what breaks or is weaker, and what nobody judged: alerts, ways in, network,"
          + " rights, replicas, limits, probes, schedules, gates of pipelines, what callers send"
          + " and get, versions. Then come the measurements, every number of the plan with its"
          + " reason, templates and files. It needs nothing but the two bundles."
    },
    footer = {
      "",
      "Examples:",
      "  slipway diff bundle-1.3.0.zip bundle",
      "  slipway diff old new --markdown               for a pull request or a ticket",
      "  slipway diff old new --patch | git apply      the files' lines; nothing else is printed",
      "  slipway diff old new --html note.html         one page to send: no script, no network",
      "  slipway diff old new --fail-on unjudged       for a pipeline: exit with 1"
    })
final class DiffCommand implements Callable<Integer> {

  /// From which level on the command fails.
  enum Threshold {
    BREAKING,
    WEAKER,
    UNJUDGED,
    CHANGE
  }

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "A bundle's folder or zip file: what runs now.")
  private Path before;

  @Parameters(
      index = "1",
      paramLabel = "AFTER",
      description = "A bundle's folder or zip file: what is to follow.")
  private Path after;

  @Option(names = "--files", description = "Name every file that differs, and the reason.")
  private boolean files;

  @Option(
      names = "--patch",
      description =
          "Print the unified diff of every file that differs, and nothing else; a binary file is"
              + " only named. With --json or --markdown it comes after the rest.")
  private boolean patch;

  @Option(names = "--markdown", description = "Print Markdown.")
  private boolean markdown;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the note as a page of HTML.")
  private @Nullable Path html;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description =
          "Exit with 1 when there is something of this level or worse: ${COMPLETION-CANDIDATES}.")
  private @Nullable Threshold failOn;

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      DiffBundles.Answer answer = bench.workbench().diff().diff(before, after, patch);
      if (html != null) {
        bench.workbench().diff().write(answer.note(), html);
      }
      if (terminal.json()) {
        terminal.result(answer.asTree());
      } else if (markdown) {
        terminal.page(ReleaseNoteMarkdown.of(answer.note(), answer.patches()));
      } else if (patch) {
        answer.patches().values().forEach(terminal::patch);
      } else if (html != null) {
        terminal.line("Written: " + html);
      } else {
        DiffPage.print(answer.note(), files, terminal);
      }
      return (fails(answer.note()) ? ExitCode.GATE : ExitCode.DONE).code();
    }
  }

  private boolean fails(ReleaseNote note) {
    if (failOn == null) {
      return false;
    }
    return switch (failOn) {
      case CHANGE -> !note.isEmpty();
      case BREAKING -> isAtLeast(note, ReleaseNote.Level.BREAKING);
      case WEAKER -> isAtLeast(note, ReleaseNote.Level.WEAKER);
      case UNJUDGED -> isAtLeast(note, ReleaseNote.Level.UNJUDGED);
    };
  }

  private static boolean isAtLeast(ReleaseNote note, ReleaseNote.Level level) {
    return note.worst().filter(worst -> worst.compareTo(level) <= 0).isPresent();
  }
}
