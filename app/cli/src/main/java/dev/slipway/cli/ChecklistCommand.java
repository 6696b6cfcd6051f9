// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ObjectivesSection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows which items of the catalogue are met, by which evidence.
@Command(
    name = "checklist",
    description = "Show what stands between the model and production, item by item, by evidence.",
    footer = {"", "Example: slipway checklist sample-projects/penguin-species --gate staging"})
final class ChecklistCommand implements Callable<Integer> {

  private static final int HOW_WIDTH = 90;

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--gate",
      defaultValue = "handover",
      description =
          "The gate whose blockers decide the exit code: handover, staging, production, operate.")
  private String gate;

  @Option(names = "--all", description = "Show every gate, not only the chosen one.")
  private boolean all;

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      Checklist checklist = bench.workbench().checklist().review(opened);
      if (terminal.json()) {
        terminal.result(checklist);
      } else {
        print(checklist, terminal);
        terminal.section(ObjectivesSection.latency(bench.workbench().voyage().latency(opened)));
      }
      return (open(checklist).isEmpty() ? ExitCode.DONE : ExitCode.GATE).code();
    }
  }

  private List<Checklist.Line> open(Checklist checklist) {
    return checklist.lines().stream()
        .filter(line -> line.item().gate().equals(gate) && line.item().severity().equals("blocker"))
        .filter(line -> !settled(line.state()))
        .toList();
  }

  private static boolean settled(Checklist.State state) {
    return switch (state) {
      case PASS, WAIVED, NOT_APPLICABLE -> true;
      case FAIL, INCONCLUSIVE, NOT_RUN, STALE, ERROR -> false;
    };
  }

  private void print(Checklist checklist, Terminal terminal) {
    terminal.title(checklist.level() + ", release " + checklist.release());
    if (!checklist.heldBy().isEmpty()) {
      terminal.fact("held by", checklist.heldBy());
    }
    checklist.lines().stream()
        .collect(
            Collectors.groupingBy(
                line -> line.item().gate(), java.util.LinkedHashMap::new, Collectors.toList()))
        .forEach((name, lines) -> {
          if (all || name.equals(gate)) {
            terminal.title("Gate: " + name);
            lines.forEach(line -> line(line, terminal));
          }
        });
    next(checklist, terminal);
  }

  static void next(Checklist checklist, Terminal terminal) {
    if (!checklist.next().isEmpty()) {
      terminal.title("Next");
      for (Checklist.Line line : checklist.next()) {
        terminal.fact(line.item().id(), line.item().title());
        Texts.wrapped(line.item().how(), HOW_WIDTH)
            .forEach(how -> terminal.fact("", terminal.faint(how)));
      }
    }
  }

  private static void line(Checklist.Line line, Terminal terminal) {
    String state = String.format("%-14s", Words.of(line.state()));
    String shown =
        switch (line.state()) {
          case PASS -> terminal.good(state);
          case FAIL, ERROR -> terminal.bad(state);
          case WAIVED, NOT_APPLICABLE -> terminal.faint(state);
          case INCONCLUSIVE, NOT_RUN, STALE -> terminal.open(state);
        };
    terminal.line(
        "  " + shown + String.format("%-8s ", line.item().severity()) + line.item().title());
    terminal.line(terminal.faint("                         " + line.because()));
  }
}
