// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.target.Target;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Lists the targets, and begins a target of the user's own.
@Command(
    name = "targets",
    description = "List the kinds of artefact that can be exported, and their options.",
    footer = {
      "",
      "Examples: slipway targets",
      "          slipway targets show kubernetes",
      "          slipway targets new release-notes"
    })
final class TargetsCommand implements Callable<Integer> {

  private static final int NAME = 14;
  private static final int LINE = 96;

  @ParentCommand private SlipwayCommand slipway;

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      var targets = bench.workbench().targets().catalogue().targets();
      if (terminal.json()) {
        terminal.result(targets);
        return ExitCode.DONE.code();
      }
      terminal.title("Kinds of artefact");
      for (Target target : targets) {
        terminal.line("  " + padded(target.id()) + target.title());
      }
      terminal.title("Next");
      terminal.line("  slipway targets show NAME   options, and what it is for");
      terminal.line("  slipway targets new NAME    begin one of your own");
      return ExitCode.DONE.code();
    }
  }

  @Command(name = "show", description = "Show what a target is for and its options.")
  int show(
      @Parameters(paramLabel = "NAME", description = "The target, such as kubernetes.") String name)
      throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      Target target = bench.workbench().targets().find(name);
      if (terminal.json()) {
        terminal.result(target);
      } else {
        print(target, terminal);
      }
      return ExitCode.DONE.code();
    }
  }

  private static void print(Target target, Terminal terminal) {
    terminal.title(target.title());
    Texts.wrapped(target.description(), LINE).forEach(line -> terminal.line("  " + line));
    terminal.fact(
        "steps", target.steps().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    if (!target.requires().isEmpty()) {
      terminal.fact("requires", String.join(", ", target.requires()));
    }
    if (!target.options().isEmpty()) {
      terminal.title("Options, in slipway.yaml under release.options." + target.id());
    }
    for (Target.Option option : target.options()) {
      String value = option.defaultValue().isEmpty() ? "\"\"" : option.defaultValue();
      terminal.line("  " + option.name() + ": " + value);
      String allowed =
          option.rule().isEmpty() ? option.type() : option.type() + ", " + option.rule();
      terminal.line(terminal.faint("      " + allowed));
      Texts.wrapped(option.help(), LINE - 6).forEach(line -> terminal.line("      " + line));
    }
  }

  @Command(name = "new", description = "Begin a target of your own. It can be exported as it is.")
  int begin(
      @Parameters(paramLabel = "NAME", description = "Lower-case words joined by hyphens.")
          String name,
      @Option(
              names = "--into",
              paramLabel = "FOLDER",
              description =
                  "A folder of targets, such as a team's (default: templates in Slipway's home).")
          @Nullable Path into)
      throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      Path folder = bench.workbench().targets().start(name, Optional.ofNullable(into));
      String command =
          "slipway export PROJECT --target " + name + (into == null ? "" : " --templates " + into);
      if (terminal.json()) {
        terminal.result(Map.of("folder", folder, "command", command));
      } else {
        terminal.title("Target " + name);
        terminal.fact("folder", folder);
        terminal.fact("describes it", folder.resolve("target.yaml"));
        terminal.fact("try it", command);
      }
      return ExitCode.DONE.code();
    }
  }

  private static String padded(String name) {
    return name.length() < NAME ? name + " ".repeat(NAME - name.length()) : name + " ";
  }
}
