// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.objective.ProjectAnswers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Begins a project.
@Command(
    name = "init",
    description = "Begin a project: write a commented slipway.yaml beside the model.",
    footer = {
      "",
      "Example: slipway init churn --model model.onnx --latency \"20 ms\" --average 20/s --peak"
          + " 120/s",
      "What is left out stands in the file as a comment to fill in."
    })
final class InitCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "FOLDER", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--name",
      description = "The service's name, a DNS label (default: the folder's name).")
  private @Nullable String name;

  @Option(
      names = "--model",
      defaultValue = "model.onnx",
      description = "The model file, relative to the folder (default: ${DEFAULT-VALUE}).")
  private String model;

  @ArgGroup(exclusive = false)
  private @Nullable Data data;

  @Option(names = "--latency", description = "The p95 that users must see, such as \"20 ms\".")
  private @Nullable String latency;

  @ArgGroup(exclusive = false)
  private @Nullable Traffic traffic;

  @Option(names = "--budget", description = "The most a month may cost, such as \"400 USD/month\".")
  private @Nullable String budget;

  @ArgGroup(exclusive = false)
  private @Nullable Quality quality;

  @Option(
      names = "--target",
      split = ",",
      defaultValue = "docker,compose,kubernetes,prometheus,model-card,runbook",
      description = "Kinds of artefact to export (default: ${DEFAULT-VALUE}).")
  private List<String> targets;

  /// Where the data is; all three or none.
  static final class Data {
    @Option(
        names = "--reference",
        required = true,
        description = "Rows that the model learned from, CSV.")
    private String reference;

    @Option(
        names = "--holdout",
        required = true,
        description = "Labelled rows that it has not seen, CSV.")
    private String holdout;

    @Option(names = "--label", required = true, description = "The column that holds the truth.")
    private String label;
  }

  /// Requests; both or none.
  static final class Traffic {
    @Option(names = "--average", required = true, description = "Mean requests, such as 20/s.")
    private String average;

    @Option(names = "--peak", required = true, description = "Most requests, such as 120/s.")
    private String peak;
  }

  /// How good is good enough; both or none.
  static final class Quality {
    @Option(
        names = "--metric",
        required = true,
        description = "The judged metric, such as accuracy.")
    private String metric;

    @Option(names = "--floor", required = true, description = "The lowest acceptable score.")
    private double floor;
  }

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      Path file = bench.workbench().init().init(folder, answers());
      if (terminal.json()) {
        terminal.result(java.util.Map.of("file", file.toString()));
      } else {
        terminal.line("Written: " + file);
        terminal.line("Next: slipway ship " + folder);
      }
      return ExitCode.DONE.code();
    }
  }

  private ProjectAnswers answers() {
    return new ProjectAnswers(
        name == null ? String.valueOf(folder.toAbsolutePath().normalize().getFileName()) : name,
        model,
        Optional.ofNullable(data)
            .map(d -> new ProjectAnswers.Data(d.reference, d.holdout, d.label)),
        Optional.ofNullable(latency),
        Optional.ofNullable(traffic).map(t -> new ProjectAnswers.Traffic(t.average, t.peak)),
        Optional.ofNullable(budget),
        Optional.ofNullable(quality).map(q -> new ProjectAnswers.Quality(q.metric, q.floor)),
        targets);
  }
}
