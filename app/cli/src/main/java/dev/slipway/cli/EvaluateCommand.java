// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.JudgedEvaluation;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.workbench.project.OpenedProject;
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

/// Scores the model on labelled holdout rows.
@Command(
    name = "evaluate",
    description = {
      "Score the model on the project's labelled holdout rows.",
      "With --champion, also compare it with the model in production, and exit with 1 when it is"
          + " worse."
    },
    footer = {
      "",
      "Example: slipway evaluate sample-projects/penguin-species",
      "         slipway evaluate . --champion in-production.onnx --allowed-regression 0.005"
    })
final class EvaluateCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--champion",
      paramLabel = "MODEL",
      description = "The model now in production, scored on the same rows.")
  private @Nullable Path champion;

  @Option(
      names = "--allowed-regression",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description =
          "How much worse than the champion the model may be, in the judged metric (default:"
              + " ${DEFAULT-VALUE}).")
  private double allowed;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      Progress first = champion == null ? progress : progress.part(0, 0.6);
      Evaluation evaluation = bench.workbench().evaluate().evaluate(opened, first);
      Optional<ChampionComparison> compared = Optional.empty();
      if (champion != null) {
        compared =
            Optional.of(
                bench
                    .workbench()
                    .evaluate()
                    .challenge(opened, champion, allowed, progress.part(0.6, 1)));
      }
      progress.clear();
      Optional<Quality> quality = opened.project().objectives().quality();
      if (terminal.json()) {
        var judged = JudgedEvaluation.of(evaluation, quality);
        terminal.result(compared.isEmpty() ? judged : both(judged, compared.get()));
      } else {
        var page = new EvaluationPage(terminal, opened.project().objectives());
        page.print(evaluation);
        compared.ifPresent(page::champion);
      }
      return compared.map(EvaluateCommand::code).orElse(ExitCode.DONE).code();
    }
  }

  private static Map<String, Object> both(
      JudgedEvaluation evaluation, ChampionComparison compared) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("evaluation", evaluation);
    tree.put("champion", compared);
    return tree;
  }

  private static ExitCode code(ChampionComparison compared) {
    return compared.outcome() == ChampionComparison.Outcome.WORSE ? ExitCode.GATE : ExitCode.DONE;
  }
}
