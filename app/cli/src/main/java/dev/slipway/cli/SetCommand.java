// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// States something in the project file.
@Command(
    name = "set",
    description = {
      "Set values in slipway.yaml, all or none. Comments and order stay as they are.",
      "Keys are those of the file, joined by points. [a, b] is a list, {a: 1, b: 2} a mapping."
    },
    footer = {
      "",
      "Examples:",
      "  slipway set . \"objectives.latency.p99=50 ms\" objectives.traffic.peak=120/s",
      "  slipway set . \"objectives.batch={rows: 50 million, every: day, within: 2 h}\"",
      "  slipway set . \"objectives.decision=The ringer confirms the suggested species.\""
    })
final class SetCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "The project's folder.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description = "What to set, such as version=1.1.0.")
  private Map<String, String> values;

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      OpenedProject opened = bench.workbench().open().open(folder);
      var set = new TreeMap<>(values);
      bench.workbench().edit().set(opened, set);
      if (terminal.json()) {
        terminal.result(set);
      } else {
        set.forEach((key, value) -> terminal.fact(key, Texts.clean(value)));
        terminal.line("Written: " + opened.file());
      }
      return ExitCode.DONE.code();
    }
  }
}
