// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.profile.OperatorTime;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.profile.compare.Contender;
import dev.slipway.workbench.CompareModels;
import dev.slipway.workbench.ReadRuns;
import dev.slipway.workbench.RunComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Compares two models, or one model with two settings.
@Command(
    name = "compare",
    description = {
      "Run two models, or one model with two settings, in turns. Say which takes less time and"
          + " CPU.",
      "A second copy of A runs too, and shows the machine's own noise. A difference within the"
          + " noise does not count."
    },
    footer = {
      "",
      "Examples:",
      "  slipway compare model.onnx smaller.onnx --project .",
      "  slipway compare . .@threads=2                 one model with one thread and with two",
      "  slipway compare RUN-1 RUN-2                   what two stored runs measured, again",
      "  slipway compare RUN-1 RUN-2 --kept            what they measured, as it is kept"
    })
final class CompareCommand implements Callable<Integer> {

  private static final int MOST_OPERATORS = 12;

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      index = "0",
      paramLabel = "A",
      converter = SideOption.class,
      description =
          "A model file, a project's folder or a stored run. Append @threads=N,level=LEVEL to set"
              + " how it runs.")
  private CompareModels.Side a;

  @Parameters(
      index = "1",
      paramLabel = "B",
      converter = SideOption.class,
      description = "The same, to compare with A.")
  private CompareModels.Side b;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description =
          "The project whose rows both get (default: that of A, else of B, else made-up rows).")
  private @Nullable Path project;

  @Mixin private TierOption measuring;

  @Option(
      names = "--kept",
      description =
          "Measure nothing: lay the two stored runs A and B side by side, as each was measured.")
  private boolean kept;

  @Option(
      names = "--fail-if-slower",
      description =
          "Exit with 1 when B takes more than A. With --kept: when an interval of B lies above that"
              + " of A.")
  private boolean failIfSlower;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      if (kept) {
        return side(bench.workbench().runs(), terminal).code();
      }
      Comparison comparison =
          bench
              .workbench()
              .compare()
              .compare(a, b, Optional.ofNullable(project), measuring.tier(), progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(comparison);
      } else {
        print(comparison, terminal);
      }
      boolean slower =
          comparison.ratios().stream().anyMatch(r -> r.outcome() == Comparison.Outcome.MORE);
      return (failIfSlower && slower ? ExitCode.GATE : ExitCode.DONE).code();
    }
  }

  /// Fails only those with B's intervals above A's.
  private ExitCode side(ReadRuns runs, Terminal terminal) throws ProblemException {
    requireNothingToMeasure();
    RunComparison compared = runs.compare(runs.stored(a.what()), runs.stored(b.what()));
    if (failIfSlower) {
      requireComparable(compared);
    }
    if (terminal.json()) {
      terminal.result(compared);
    } else {
      new KeptRunsPage(terminal).show(compared);
    }
    boolean slower =
        compared.rows().stream().anyMatch(row -> row.outcome() == RunComparison.Outcome.MORE);
    return failIfSlower && slower ? ExitCode.GATE : ExitCode.DONE;
  }

  private void requireNothingToMeasure() throws ProblemException {
    boolean set =
        Stream.of(a, b).anyMatch(s -> s.threads().isPresent() || s.optimisation().isPresent());
    if (project != null || measuring.isStated() || set) {
      throw Problem.input(
              "usage.kept",
              "With --kept nothing is measured",
              "--project, --tier and @threads or @level say how to measure.",
              "Leave them out, or leave out --kept: then both run again, in turns.")
          .asException();
    }
  }

  /// What another load or another machine did is not B's doing.
  private static void requireComparable(RunComparison compared) throws ProblemException {
    List<String> why = new ArrayList<>(compared.cautions());
    compared
        .machine()
        .forEach(d -> why.add("the %s: A %s, B %s".formatted(d.what(), d.before(), d.now())));
    if (compared.rows().isEmpty()) {
      why.add("no percentile is known of both");
    }
    if (!why.isEmpty()) {
      throw Problem.input(
              "profile.not-comparable",
              "Which of these two runs is slower cannot be said",
              String.join("; ", why),
              "Leave out --kept: they run again, in turns.")
          .asException();
    }
  }

  static void print(Comparison comparison, Terminal terminal) {
    terminal.title("Compared in turns");
    terminal.fact("A", side(comparison.a()));
    terminal.fact("B", side(comparison.b()));
    terminal.fact(
        "machine",
        comparison.environment().cpu() + ", " + comparison.environment().cores() + " cores");
    terminal.fact("others' CPU", Numbers.percent(comparison.foreignCpu()));
    comparison.ratios().forEach(ratio -> ratio(ratio, terminal));
    inside(comparison.inside(), terminal);
    comparison.cautions().forEach(caution -> terminal.fact("mind", terminal.open(caution)));
  }

  private static String side(Contender side) {
    return "%s (%s), %s, optimisation %s"
        .formatted(
            side.name(),
            side.sha256().brief(),
            Words.count(side.settings().threads(), "thread"),
            side.settings().optimisation().toLowerCase(Locale.ROOT));
  }

  private static void ratio(Comparison.Ratio ratio, Terminal terminal) {
    terminal.title(
        switch (ratio.measure()) {
          case LATENCY -> "Time an answer takes, median";
          case CPU -> "Processor time an inference";
        });
    terminal.fact("A", Durations.text(ratio.a()));
    terminal.fact("B", Durations.text(ratio.b()));
    terminal.fact(
        "B : A",
        "%.3f  (%.3f to %.3f, at %.0f %%)"
            .formatted(
                ratio.ratio().value(),
                ratio.ratio().low(),
                ratio.ratio().high(),
                100 * ratio.ratio().confidence()));
    terminal.fact(
        "noise here", "± " + Numbers.percent(ratio.noise()) + ", A against a copy of itself");
    terminal.fact("so", verdict(ratio, terminal));
  }

  private static void inside(Comparison.Breakdown inside, Terminal terminal) {
    terminal.title("Inside");
    terminal.fact("peak memory", inside.memoryA() + "  →  " + inside.memoryB());
    terminal.line(
        terminal.faint(
            "  time of an inference by operator, with ONNX Runtime's own profile on, A → B"));
    inside.operators().stream()
        .limit(MOST_OPERATORS)
        .forEach(change ->
            terminal.fact(
                change.operator(), times(change.before()) + "  →  " + times(change.after())));
  }

  private static String times(Optional<OperatorTime> time) {
    return time.map(one -> Durations.text(one.each()) + " in " + Words.count(one.nodes(), "node"))
        .orElse("none");
  }

  private static String verdict(Comparison.Ratio ratio, Terminal terminal) {
    return switch (ratio.outcome()) {
      case LESS -> terminal.good("B takes less");
      case MORE -> terminal.bad("B takes more");
      case NO_DIFFERENCE -> terminal.open("no difference that this machine can tell from noise");
    };
  }
}
