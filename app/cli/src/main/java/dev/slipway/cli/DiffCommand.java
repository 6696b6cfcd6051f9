// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNoteMarkdown;
import dev.slipway.workbench.DiffBundles;
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
      "It begins with what breaks or is weaker. Then come the model, the measurements, every number"
          + " of the plan with its reason, templates and files. It needs nothing but the two"
          + " bundles."
    },
    footer = {
      "",
      "Examples:",
      "  slipway diff bundle-1.3.0.zip bundle",
      "  slipway diff old new --markdown               for a pull request or a ticket",
      "  slipway diff old new --patch | git apply      the files' lines; nothing else is printed",
      "  slipway diff old new --fail-on risk           for a pipeline: exit with 1"
    })
final class DiffCommand implements Callable<Integer> {

  /// From which level on the command fails.
  enum Threshold {
    BREAKING,
    RISK,
    NOTE,
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
      if (terminal.json()) {
        terminal.result(answer);
      } else if (markdown) {
        terminal.out().print(ReleaseNoteMarkdown.of(answer.note(), answer.patches()));
        terminal.out().flush();
      } else if (patch) {
        answer.patches().values().forEach(terminal::patch);
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
      case RISK -> isAtLeast(note, ReleaseNote.Level.RISK);
      case NOTE -> isAtLeast(note, ReleaseNote.Level.NOTE);
    };
  }

  private static boolean isAtLeast(ReleaseNote note, ReleaseNote.Level level) {
    return note.worst().filter(worst -> worst.compareTo(level) <= 0).isPresent();
  }
}
