// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist;
import dev.slipway.workbench.SignChecklist;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ObjectivesSection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows which items of the catalogue are met, by which evidence.
@Command(
    name = "checklist",
    description = "Show what stands between the model and production, item by item, by evidence.",
    subcommands = {AttestCommand.class, WaiveCommand.class, SignCommand.class, UndoCommand.class},
    footer = {"", "Example: slipway checklist sample-projects/penguin-species --gate staging"})
final class ChecklistCommand implements Callable<Integer> {

  private static final int HOW_WIDTH = 90;
  private static final String INDENT = " ".repeat(25);
  private static final String BELOW = " ".repeat(4);

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
      Checklist checklist = bench.workbench().judge().judge(opened);
      requireGate(checklist);
      if (terminal.json()) {
        terminal.result(checklist);
      } else {
        print(checklist, terminal);
        terminal.section(ObjectivesSection.latency(bench.workbench().voyage().latency(opened)));
      }
      return (open(checklist).isEmpty() ? ExitCode.DONE : ExitCode.GATE).code();
    }
  }

  private void requireGate(Checklist checklist) throws ProblemException {
    List<String> gates = checklist.gates().stream().map(Checklist.Gate::id).toList();
    if (!gates.contains(gate)) {
      throw Problem.input(
              "checklist.unknown-gate",
              "There is no gate " + gate,
              "Known are " + String.join(", ", gates) + ".",
              "Name one of them.")
          .asException();
    }
  }

  /// Says something of the release.
  interface Saying {
    Checklist in(SignChecklist sign, OpenedProject opened) throws ProblemException;
  }

  /// Says it, and shows what the item has become and what holds the level now.
  Integer changed(Path project, String item, Saying saying) throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      OpenedProject opened = bench.workbench().open().open(project);
      Checklist after = saying.in(bench.workbench().sign(), opened);
      if (terminal.json()) {
        terminal.result(after);
      } else {
        after.line(item).ifPresent(line -> line(line, terminal));
        head(after, terminal);
      }
      return ExitCode.DONE.code();
    }
  }

  private List<Checklist.Line> open(Checklist checklist) {
    return checklist.lines().stream()
        .filter(line -> line.item().gate().equals(gate) && line.item().severity().equals("blocker"))
        .filter(line -> !line.settled())
        .toList();
  }

  private void print(Checklist checklist, Terminal terminal) {
    head(checklist, terminal);
    for (Checklist.Gate each : checklist.gates()) {
      if (all || each.id().equals(gate)) {
        terminal.title("Gate: " + each.id());
        each.signatures().forEach(said -> terminal.line("  " + Texts.clean(said.inWords())));
        each.lines().forEach(line -> line(line, terminal));
      }
    }
    next(checklist, terminal);
  }

  private static void head(Checklist checklist, Terminal terminal) {
    terminal.title(checklist.level() + ", release " + checklist.release());
    heldBy(checklist, terminal);
  }

  /// What holds the level, and the commands that mend it.
  static void heldBy(Checklist checklist, Terminal terminal) {
    checklist
        .holding()
        .ifPresent(line -> {
          terminal.fact("held by", line.item().id());
          mend(line, terminal);
        });
  }

  private static void mend(Checklist.Line line, Terminal terminal) {
    String name = "do";
    for (String command : line.commands()) {
      terminal.fact(name, command);
      name = "or";
    }
  }

  static void next(Checklist checklist, Terminal terminal) {
    if (!checklist.next().isEmpty()) {
      terminal.title("Next");
      for (Checklist.Line line : checklist.next()) {
        terminal.fact(line.item().id(), line.item().title());
        int room = terminal.page() - indent(terminal).length();
        Texts.wrapped(line.item().how(), Math.min(HOW_WIDTH, room))
            .forEach(how -> terminal.fact("", terminal.faint(how)));
        if (!line.item().id().equals(checklist.heldBy())) {
          mend(line, terminal);
        }
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
    String head = "  %s%-8s ".formatted(shown, line.item().severity());
    String indent = indent(terminal);
    List<String> title =
        terminal.fitted(line.item().title() + " (" + line.item().id() + ")", indent.length());
    boolean beside = indent.equals(INDENT);
    terminal.line(beside ? head + title.getFirst() : head.stripTrailing());
    title.stream().skip(beside ? 1 : 0).forEach(rest -> terminal.line(indent + rest));
    reasons(line).stream()
        .flatMap(reason -> terminal.fitted(Texts.clean(reason), indent.length()).stream())
        .forEach(reason -> terminal.line(terminal.faint(indent + reason)));
  }

  /// Before what an item says: below its state where the terminal is narrow.
  private static String indent(Terminal terminal) {
    return terminal.isRoomBeside(INDENT.length()) ? INDENT : BELOW;
  }

  /// What people said where that settles it, else why it is in its state.
  private static List<String> reasons(Checklist.Line line) {
    boolean byWord = line.settled() && line.waiver().isEmpty() && !line.said().isEmpty();
    return byWord
        ? line.said().stream().map(Checklist.Said::inWords).toList()
        : List.of(line.because());
  }
}
