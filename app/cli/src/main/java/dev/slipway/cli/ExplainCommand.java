// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.cost.CostReasons;
import dev.slipway.cost.Estimate;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import dev.slipway.workbench.ExplainFile;
import dev.slipway.workbench.MakePlan;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.PlanSection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Answers "why this number?".
@Command(
    name = "explain",
    description =
        "Answer \"why this number?\" for a value of the plan, for a line of the bill, or for any"
            + " number in an exported file.",
    footer = {
      "",
      "Examples: slipway explain resources.memory-limit --project sample-projects/penguin-species",
      "          slipway explain cost --project sample-projects/penguin-species",
      "          slipway explain bundle/deploy/base/deployment.yaml:78"
    })
final class ExplainCommand implements Callable<Integer> {

  private static final String COST = "cost";

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      paramLabel = "KEY",
      description =
          "A key of the plan, or its beginning, such as resources; cost for the bill; or a"
              + " bundle's FILE or FILE:LINE.")
  private String asked;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project's folder.")
  private Path folder;

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      if (ExplainFile.isFile(asked)) {
        return explain(bench.workbench().explain().explain(asked), terminal);
      }
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      MakePlan.Planned planned = bench.workbench().plan().plan(opened);
      if (asked.startsWith(COST)) {
        return cost(planned.estimate(), terminal);
      }
      Plan plan = planned.plan();
      Map<Key<?>, Choice<?>> found =
          plan.choices().entrySet().stream()
              .filter(e -> e.getKey().name().startsWith(asked))
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
      if (found.isEmpty()) {
        throw Problem.input(
                "plan.unknown-key",
                "The plan has no " + asked,
                "Its keys begin with "
                    + plan.choices().keySet().stream()
                        .map(key -> key.name().replaceAll("\\..*", ""))
                        .distinct()
                        .collect(Collectors.joining(", "))
                    + "; cost is the bill.",
                "Run " + Shell.line("slipway", "plan", folder) + " to see them all.")
            .asException();
      }
      if (terminal.json()) {
        terminal.result(
            found.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue)));
      } else {
        found.forEach((key, choice) -> print(key, choice, terminal));
      }
      return ExitCode.DONE.code();
    }
  }

  private int cost(Estimate estimate, Terminal terminal) throws ProblemException {
    Map<String, CostReasons.Reason> found = new LinkedHashMap<>(CostReasons.of(estimate));
    found.keySet().removeIf(key -> !key.startsWith(asked));
    if (found.isEmpty()) {
      throw Problem.input(
              "plan.unknown-key",
              "The bill has no " + asked,
              estimate.chosen().isEmpty()
                  ? "No offer is likely to meet the objectives, so none is billed."
                  : "Its keys are " + String.join(", ", CostReasons.of(estimate).keySet()) + ".",
              "Run " + Shell.line("slipway", "plan", folder) + " to see the offers.")
          .asException();
    }
    if (terminal.json()) {
      terminal.result(found);
    } else {
      found.forEach((key, reason) -> {
        terminal.title(reason.title());
        terminal.facts(
            List.of(
                Map.entry(key, reason.value()),
                Map.entry("stands on", Words.id(Choice.Basis.PRICE)),
                Map.entry("because", reason.because())));
      });
    }
    return ExitCode.DONE.code();
  }

  private int explain(List<ExplainFile.Answer> answers, Terminal terminal) {
    if (terminal.json()) {
      terminal.result(answers);
    } else if (answers.isEmpty()) {
      terminal.line("No number is there.");
    }
    if (!terminal.json()) {
      for (ExplainFile.Answer answer : answers) {
        terminal.line(
            String.format("  line %-5d %-12s %s", answer.line(), answer.number(), answer.source()));
        terminal.line(terminal.faint("             " + answer.inWords() + ": " + answer.because()));
      }
    }
    return ExitCode.DONE.code();
  }

  private static void print(Key<?> key, Choice<?> choice, Terminal terminal) {
    terminal.title(key.title());
    terminal.facts(
        List.of(
            Map.entry(key.name(), PlanSection.amount(choice.written(), key.unit())),
            Map.entry("stands on", choice.inWords()),
            Map.entry("because", choice.because())));
  }
}
