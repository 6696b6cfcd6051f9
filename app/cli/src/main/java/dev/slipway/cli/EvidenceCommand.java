// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.workbench.MoveEvidence;
import dev.slipway.workbench.project.FolderRecords;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Whose;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Moves evidence between laptop, pipeline and cluster.
@Command(
    name = "evidence",
    description =
        "Export or import evidence, between laptop, pipeline and cluster; say whose records a"
            + " folder has.",
    footer = {"", "Example: slipway evidence export sample-projects/penguin-species evidence.json"})
final class EvidenceCommand {

  @ParentCommand private SlipwayCommand slipway;

  @Command(name = "export", description = "Write the project's evidence to a file.")
  int export(
      @Parameters(paramLabel = "PROJECT", description = "The project's folder.") Path folder,
      @Parameters(paramLabel = "FILE", description = "The file of records.") Path file)
      throws ProblemException {
    try (OpenBench bench = slipway.bench()) {
      OpenedProject opened = bench.workbench().open().open(folder);
      MoveEvidence.Exported exported = bench.workbench().evidence().export(opened, file);
      say(exported.records(), "written to", file);
      if (exported.leftOut() > 0) {
        slipway
            .terminal()
            .err()
            .println(
                "Left out: "
                    + Words.count(exported.leftOut(), "waiver")
                    + " that somebody altered after it was kept. See: slipway doctor");
      }
      return ExitCode.DONE.code();
    }
  }

  @Command(
      name = "import",
      description = {
        "Import evidence that a pipeline or a cluster wrote.",
        "The file comes from slipway evidence export, or is the log of the job that measured beside"
            + " the deployed service (target profile)."
      })
  int take(
      @Parameters(paramLabel = "PROJECT", description = "The project's folder.") Path folder,
      @Parameters(paramLabel = "FILE", description = "The file of records.") Path file)
      throws ProblemException {
    try (OpenBench bench = slipway.bench()) {
      OpenedProject opened = bench.workbench().open().open(folder);
      int records = bench.workbench().evidence().take(opened, file);
      say(records, "taken from", file);
      return ExitCode.DONE.code();
    }
  }

  @Command(
      name = "whose",
      description = {
        "Say or choose whose records a project's folder has.",
        "Two folders with projects of one name have records of their own, unless they are told to"
            + " share."
      })
  int whose(
      @Parameters(paramLabel = "PROJECT", description = "The project's folder.") Path folder,
      @Option(
              names = "--share-with",
              paramLabel = "FOLDER",
              description = "Have the records of the same project in another folder.")
          @Nullable Path other,
      @Option(names = "--own", description = "Have records of its own.") boolean own)
      throws ProblemException {
    try (OpenBench bench = slipway.bench()) {
      OpenProject projects = bench.workbench().open();
      OpenedProject opened = projects.open(folder);
      FolderRecords records = bench.workbench().records();
      Whose whose = opened.whose();
      if (other != null) {
        whose = records.share(opened, projects.open(other));
      } else if (own) {
        whose = records.own(opened);
      }
      Terminal terminal = slipway.terminal();
      if (terminal.json()) {
        terminal.result(whose);
      } else {
        terminal.fact("records", whose.records());
        terminal.fact("whose", whose.note().orElse("of this folder alone"));
      }
      return ExitCode.DONE.code();
    }
  }

  private void say(int records, String what, Path file) {
    Terminal terminal = slipway.terminal();
    if (terminal.json()) {
      terminal.result(new TreeMap<>(Map.of("records", records, "file", file.toString())));
    } else {
      terminal.line(Words.count(records, "record") + " " + what + " " + file);
    }
  }
}
