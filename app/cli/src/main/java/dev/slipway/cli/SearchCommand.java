// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.profile.PointReading;
import dev.slipway.profile.SearchGoal;
import dev.slipway.profile.SearchResult;
import dev.slipway.workbench.OpenedProject;
import dev.slipway.workbench.SearchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Looks for the best way to run the model.
@Command(
    name = "search",
    description = {
      "Look for the best way to run the project's model here: threads, batch, clients at once,"
          + " optimisation level.",
      "Many are seen briefly, the better ones again and longer. What was measured is kept: a search"
          + " that was cut short goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  slipway search sample-projects/penguin-species --budget 3m",
      "  slipway search . --for latency --batches 1      the shortest wait of single rows",
      "  slipway search . --for cpu --within 20ms        the least processor time within 20 ms",
      "  slipway search . --use        and write the best into slipway.yaml, if it keeps the"
          + " latency"
    })
final class SearchCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--for",
      defaultValue = "throughput",
      description = "What is to be best: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SearchGoal.Most most;

  @Option(
      names = "--within",
      converter = SpanOption.class,
      paramLabel = "TIME",
      description =
          "What 95 %% of the requests may take at most (default: the project's shortest limit).")
  private @Nullable Duration within;

  @Option(
      names = "--budget",
      defaultValue = "5m",
      converter = SpanOption.class,
      paramLabel = "TIME",
      description = "Of measuring (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(
      names = "--threads",
      split = ",",
      converter = CountOption.class,
      paramLabel = "N",
      description = "Threads to try (default: 1, 2, 4 … as many as the machine has cores).")
  private List<Integer> threads = new ArrayList<>();

  @Option(
      names = "--batches",
      split = ",",
      converter = CountOption.class,
      paramLabel = "N",
      description = "Rows a request to try (default: 1 to 64, where the model takes batches).")
  private List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--use",
      description =
          "Write the best into slipway.yaml: profile, plan and bundle go by it from then on.")
  private boolean use;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      SearchResult result =
          bench
              .workbench()
              .search()
              .search(
                  opened,
                  new SearchSettings.Wish(
                      most, Optional.ofNullable(within), budget, threads, batches),
                  progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(result);
      } else {
        print(result, terminal);
      }
      if (use) {
        if (result.holds()) {
          bench.workbench().settings().use(opened, result.best().point());
        }
        if (!terminal.json()) {
          terminal.fact(
              "slipway.yaml",
              result.holds()
                  ? "holds the best now; measure it with slipway profile " + opened.folder()
                  : terminal.bad("is as it was: none keeps the latency"));
        }
      }
      return (result.holds() ? ExitCode.DONE : ExitCode.GATE).code();
    }
  }

  static void print(SearchResult result, Terminal terminal) {
    terminal.title(
        "The best of %d points seen, of %d there are".formatted(result.seen(), result.all()));
    result
        .goal()
        .within()
        .ifPresent(limit ->
            terminal.fact(
                "95 % within " + Texts.time(limit),
                result.holds() ? terminal.good("kept") : terminal.bad("kept by none")));
    point(result.best(), terminal);
    terminal.fact("measured for", Texts.time(result.best().length()));
    terminal.fact("spent", Texts.time(result.spent()));
    terminal.title("What no other beats in everything: rows a second, p95, CPU a row, memory");
    terminal.line(
        String.format(
            Locale.ROOT,
            "  %7s %6s %8s %-9s %-10s %10s %9s %9s %10s %8s",
            "threads",
            "batch",
            "clients",
            "level",
            "variant",
            "rows/s",
            "p95",
            "CPU/row",
            "memory",
            "others"));
    result.front().forEach(one -> terminal.line(line(one)));
    terminal.line(
        terminal.faint(
            "  others: the share of the machine that other programs used meanwhile; what disturbed"
                + " makes a way look worse than it is."));
  }

  private static void point(PointReading one, Terminal terminal) {
    terminal.fact("threads", one.point().threads());
    terminal.fact("rows a request", one.point().batch());
    terminal.fact("clients at once", one.point().clients());
    terminal.fact("optimisation", one.point().level().toLowerCase(Locale.ROOT));
    terminal.fact("variant", one.point().variant());
    terminal.fact("rows a second", String.format(Locale.ROOT, "%,.0f", one.rows()));
    terminal.fact("p95 of a request", Texts.time(one.latency()));
    terminal.fact("CPU a row", Texts.time(one.cpu()));
    terminal.fact("peak memory", one.memory());
    terminal.fact("others' CPU", Texts.percent(one.foreign()));
  }

  private static String line(PointReading one) {
    return String.format(
        Locale.ROOT,
        "  %7d %6d %8d %-9s %-10s %,10.0f %9s %9s %10s %8s",
        one.point().threads(),
        one.point().batch(),
        one.point().clients(),
        one.point().level().toLowerCase(Locale.ROOT),
        one.point().variant(),
        one.rows(),
        Texts.time(one.latency()),
        Texts.time(one.cpu()),
        one.memory(),
        Texts.percent(one.foreign()));
  }
}
