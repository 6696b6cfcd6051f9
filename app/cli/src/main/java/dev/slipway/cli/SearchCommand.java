// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Verdict;
import dev.slipway.profile.search.SearchGoal;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.search.PricedSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Searches for the best settings of the model.
@Command(
    name = "search",
    description = {
      "Search for the best settings to run the project's model here: threads, batch, concurrent"
          + " clients, optimisation level.",
      "The search measures many settings briefly, and the better ones again and longer. It keeps"
          + " its results: an interrupted search continues from them."
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
      description = "What to optimise: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SearchGoal.Most most;

  @Option(
      names = "--within",
      converter = SpanOption.class,
      paramLabel = "TIME",
      description =
          "The longest time that 95 %% of the requests may take (default: the project's shortest"
              + " limit).")
  private @Nullable Duration within;

  @Option(
      names = "--budget",
      defaultValue = "5m",
      converter = SpanOption.class,
      paramLabel = "TIME",
      description = "How long to measure (default: ${DEFAULT-VALUE}).")
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
      description = "Rows per request to try (default: 1 to 64, where the model takes batches).")
  private List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--use",
      description =
          "Write the best settings into slipway.yaml. Profile, plan and bundle then use them.")
  private boolean use;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      PricedSearch priced = search(bench, opened, progress);
      progress.clear();
      SearchResult result = priced.found();
      if (terminal.json()) {
        terminal.result(priced.asTree());
      } else {
        new SearchPage(terminal).show(priced);
      }
      if (use) {
        if (result.holds()) {
          bench.workbench().settings().use(opened, result.best().point());
        }
        if (!terminal.json()) {
          terminal.fact(
              "slipway.yaml",
              result.holds()
                  ? "holds the best now; measure it with " + opened.command("profile")
                  : terminal.bad("is as it was: none keeps the latency"));
        }
      }
      boolean refuted = result.verdict().orElse(null) instanceof Verdict.NotMet;
      return (refuted ? ExitCode.GATE : ExitCode.DONE).code();
    }
  }

  private PricedSearch search(OpenBench bench, OpenedProject opened, ProgressLine progress)
      throws ProblemException, InterruptedException {
    try {
      return bench
          .workbench()
          .search()
          .search(
              opened,
              new SearchSettings.Request(
                  most, Optional.ofNullable(within), budget, threads, batches),
              progress);
    } catch (InterruptedException e) {
      slipway
          .terminal()
          .err()
          .println("The results so far are kept: the same command continues from them.");
      throw e;
    }
  }
}
