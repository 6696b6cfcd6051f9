// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.ServeModel;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Serves the model on this machine with the code that ships.
@Command(
    name = "serve",
    description = "Serve the project's model here, with the same runtime that the container ships.",
    footer = {
      "",
      "Example: slipway serve sample-projects/penguin-species --port 8080",
      "Stop it with Ctrl-C: requests in flight are answered first."
    })
final class ServeCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description =
          "Port of the inference protocol; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--management-port",
      defaultValue = "8082",
      description = "Port of metrics and health; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int managementPort;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      try (ServeModel.Running running =
          bench.workbench().serve().start(opened, port, managementPort)) {
        if (terminal.json()) {
          terminal.result(
              new TreeMap<>(Map.of("infer", running.inferUrl(), "metrics", running.metricsUrl())));
        } else {
          terminal.line("Serving " + opened.project().name() + " at " + running.inferUrl());
          terminal.line("Metrics at " + running.metricsUrl());
          terminal.line(terminal.faint("Ctrl-C stops it."));
        }
        running.awaitEnd();
      }
      return ExitCode.DONE.code();
    }
  }
}
