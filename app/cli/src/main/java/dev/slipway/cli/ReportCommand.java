// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.WriteReport;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows everything known about a project, without measuring anything.
@Command(
    name = "report",
    description = {
      "Everything known of a project on one page: objectives, quality, speed, cost, what verifying"
          + " found, what is missing.",
      "Measures nothing: it shows the last of each, and says what no longer holds."
    },
    footer = {
      "",
      "Examples:",
      "  slipway report sample-projects/penguin-species",
      "  slipway report --html report.html     one file to send: pictures, no script, no network"
    })
final class ReportCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the page as HTML, with pictures and the plan's reasons.")
  private @Nullable Path html;

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      WriteReport use = bench.workbench().report();
      ShipReport report = use.gather(opened);
      if (html != null) {
        use.write(report, html);
      }
      if (terminal.json()) {
        terminal.result(report.asTree());
      } else if (html == null) {
        new ShipPage(terminal).print(report);
      } else {
        terminal.line("Written: " + html);
      }
      return ExitCode.DONE.code();
    }
  }
}
