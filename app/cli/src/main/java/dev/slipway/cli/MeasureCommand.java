// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServiceAddress;
import dev.slipway.measure.wire.Bearer;
import dev.slipway.workbench.project.OpenedProject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Measures a running service.
@Command(
    name = "measure",
    description = {
      "Measure a running service with the project's requests, at the peak of its traffic.",
      "The service may run anywhere and be any that speaks the Open Inference Protocol. It must"
          + " answer as the project's model does."
    },
    footer = {
      "",
      "Examples:",
      "  slipway measure http://localhost:8080 --project . --write evidence.json",
      "  slipway measure grpc://localhost:8081        the same over gRPC",
      "  slipway measure http://localhost:8080 --cpus 2   its capacity too"
    })
final class MeasureCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      paramLabel = "URL",
      description =
          "Where the service is: http://localhost:8080, or grpc://localhost:8081 over gRPC.")
  private URI url;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The folder of the project whose model is served (default: this folder).")
  private Path folder;

  @Mixin private TierOption measuring;

  @Option(
      names = "--cpus",
      paramLabel = "CORES",
      description =
          "Cores that the service may use, such as 1 or 0.5. Then its capacity is measured too, and"
              + " compared with what the last profile predicted.")
  private @Nullable Double cpus;

  @Option(
      names = "--metrics",
      paramLabel = "URL",
      description =
          "Where the service has its metrics, which split a request's time into network, queue,"
              + " batch and compute (default: as Slipway's runtime and Triton, such as"
              + " http://HOST:8082/metrics of a service at 8080).")
  private @Nullable URI metrics;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the token that the service asks its callers for, on a line of its own. It is"
              + " sent to the service alone, and never kept.")
  private @Nullable Path tokenFile;

  @Mixin private EvidenceOption evidence;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    ServiceAddress address = address();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      Served served =
          bench.workbench().measure().measure(opened, address, measuring.tier(), progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(served);
      } else {
        new ServedPage(terminal).show(url, served, bench.workbench().voyage().latency(opened));
      }
      evidence.write(bench, opened, terminal);
      return ExitCode.judged(served.verdicts()).code();
    }
  }

  private ServiceAddress address() throws ProblemException {
    if (cpus != null && !(cpus > 0)) {
      throw Problem.input(
              "service.cpus",
              "--cpus " + cpus + " cannot be used",
              "It is the number of cores that the service may use, and is above 0",
              "Write it as --cpus 1 or --cpus 0.5")
          .asException();
    }
    return new ServiceAddress(
        url,
        Optional.ofNullable(metrics),
        cpus == null ? OptionalDouble.empty() : OptionalDouble.of(cpus),
        tokenFile == null ? Bearer.NONE : Bearer.of(tokenFile));
  }
}
