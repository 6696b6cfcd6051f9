// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.workbench.ReadRuns;
import dev.slipway.workbench.WriteReport;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      "  slipway report --html report.html     one file to send: pictures, no script, no network",
      "  slipway report --samples latencies.parquet   what each request took, for a notebook"
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

  @Option(
      names = "--samples",
      paramLabel = "FILE",
      description =
          "Write what each request of the last profile took, in nanoseconds, to FILE.csv or"
              + " FILE.parquet.")
  private @Nullable Path samples;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      WriteReport use = bench.workbench().report();
      ShipReport report = use.gather(opened);
      List<String> written = new ArrayList<>();
      if (html != null) {
        use.write(report, html);
        written.add("Written: " + html);
      }
      if (samples != null) {
        ReadRuns.Written times = bench.workbench().runs().samples(opened, samples, progress);
        written.add(
            "Written: %s, %s of run %s"
                .formatted(samples, Words.count(times.rows(), "request"), times.run()));
      }
      progress.clear();
      if (terminal.json()) {
        terminal.result(report.asTree());
      } else if (written.isEmpty()) {
        new ShipPage(terminal).print(report);
      } else {
        written.forEach(terminal::line);
      }
      return ExitCode.DONE.code();
    }
  }
}
