// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.workbench.ReadRuns;
import dev.slipway.workbench.WriteReport;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
              + " FILE.parquet. A file that holds something else is not replaced.")
  private @Nullable Path samples;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    if (samples != null) {
      ReadRuns.requireFormat(samples);
    }
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      Optional<ReadRuns.Written> times = Optional.empty();
      if (samples != null) {
        times = Optional.of(bench.workbench().runs().samples(opened, samples, progress));
        if (html == null) {
          progress.clear();
          tell(terminal, times.get());
          return ExitCode.DONE.code();
        }
      }
      WriteReport use = bench.workbench().report();
      ShipReport report = use.gather(opened);
      if (html != null) {
        use.write(report, html);
      }
      progress.clear();
      if (terminal.json()) {
        Map<String, Object> tree = new LinkedHashMap<>(report.asTree());
        times.ifPresent(written -> tree.put("samples", tree(written)));
        terminal.result(tree);
      } else if (html == null) {
        new ShipPage(terminal).print(report);
      } else {
        times.ifPresent(written -> tell(terminal, written));
        terminal.line("Written: " + html);
      }
      return ExitCode.DONE.code();
    }
  }

  private static Map<String, Object> tree(ReadRuns.Written times) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("file", times.file().toString());
    tree.put("run", times.run());
    tree.put("rows", times.rows());
    return tree;
  }

  private static void tell(Terminal terminal, ReadRuns.Written times) {
    if (terminal.json()) {
      terminal.result(tree(times));
    } else {
      terminal.line(
          "Written: %s, %s of run %s"
              .formatted(times.file(), Words.count(times.rows(), "request"), times.run()));
    }
  }
}
