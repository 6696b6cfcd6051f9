// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.Replay;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Repeats a stored run.
@Command(
    name = "replay",
    description = {
      "Measure a stored run again, with its inputs, settings and seeds, and show both side by"
          + " side.",
      "It also says what has changed about the machine. It keeps no evidence."
    },
    footer = {
      "",
      "Example: slipway replay RUN   (slipway profile names its run when it ends)",
    })
final class ReplayCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "RUN", description = "The name of a stored run, or its folder.")
  private String run;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      Replay replayed = bench.workbench().replay().replay(run, progress);
      progress.clear();
      new ReplayPage(slipway.terminal()).show(replayed);
      return ExitCode.DONE.code();
    }
  }
}
