// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServiceAddress;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.workbench.Replay;
import dev.slipway.workbench.RunProfile;
import dev.slipway.workbench.project.OpenedProject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Measures the model.
@Command(
    name = "profile",
    description =
        "Measure latency, throughput, CPU and memory of the project's model, in a process of its"
            + " own.",
    footer = {
      "",
      "Examples:",
      "  slipway profile sample-projects/penguin-species --tier standard",
      "  slipway profile . --arrival burst:2s/8s      2 s of requests, 8 s of none, and so on",
      "  slipway profile . --arrival trace:access.csv   at the times in the file's first column",
      "  slipway profile . --url http://localhost:8080 --write evidence.json   a running service",
      "  slipway profile . --url grpc://localhost:8081   the same over gRPC",
      "  slipway profile --replay RUN                 again, and what is different here"
    })
final class ProfileCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Mixin private TierOption measuring;

  @ArgGroup(exclusive = true)
  private Way way = new Way();

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Then write the project's evidence, for slipway evidence import elsewhere.")
  private @Nullable Path evidence;

  @Option(
      names = "--cpus",
      paramLabel = "CORES",
      description =
          "With --url: cores that the service may use, such as 1 or 0.5. Then its capacity is"
              + " measured too, and held against what the last profile foretold.")
  private @Nullable Double cpus;

  @Option(
      names = "--metrics",
      paramLabel = "URL",
      description =
          "With --url: where the server tells its metrics, so that a request's time is split into"
              + " network, queue, batch and compute (default: as Slipway's runtime and Triton, such"
              + " as http://HOST:8082/metrics of a service at 8080).")
  private @Nullable URI metrics;

  /// How to measure what: one of them at most.
  static final class Way {
    @Option(
        names = "--arrival",
        paramLabel = "PATTERN",
        converter = ArrivalOption.class,
        description =
            "How requests come in the open loop: poisson, constant, burst:ON/OFF or trace:FILE"
                + " (default: poisson).")
    private @Nullable ArrivalPattern arrival;

    @Option(
        names = "--replay",
        paramLabel = "RUN",
        description = "Make a stored run again, with its inputs, settings and seeds.")
    private @Nullable String replay;

    @Option(
        names = "--url",
        paramLabel = "URL",
        description =
            "Measure a running service instead, wherever it runs: any that speaks the Open"
                + " Inference Protocol, such as http://localhost:8080, or grpc://localhost:8081"
                + " over gRPC. It must answer as the project's model does.")
    private @Nullable URI url;
  }

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    checkCpus();
    checkMetrics();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      if (way.replay != null) {
        Replay replayed = bench.workbench().replay().replay(way.replay, progress);
        progress.clear();
        new ReplayPage(terminal).show(replayed);
        return ExitCode.DONE.code();
      }
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      int code =
          way.url == null
              ? model(bench, opened, progress)
              : service(bench, opened, way.url, progress);
      if (evidence != null) {
        int records = bench.workbench().evidence().export(opened, evidence);
        if (!terminal.json()) {
          terminal.line(terminal.faint("  " + records + " records written to " + evidence));
        }
      }
      return code;
    }
  }

  private void checkCpus() throws ProblemException {
    if (cpus != null && (way.url == null || !(cpus > 0))) {
      throw Problem.input(
              "profile.cpus",
              "--cpus " + cpus + " cannot be used",
              "It is the number of cores that the service at --url may use",
              "Write it as --url http://localhost:8080 --cpus 1")
          .asException();
    }
  }

  private void checkMetrics() throws ProblemException {
    if (metrics != null && way.url == null) {
      throw Problem.input(
              "profile.metrics",
              "--metrics " + metrics + " cannot be used",
              "They are those of a service, and no --url names one",
              "Write it as --url http://localhost:8080 --metrics http://localhost:8082/metrics")
          .asException();
    }
  }

  private int service(OpenBench bench, OpenedProject opened, URI url, ProgressLine progress)
      throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    Served served =
        bench
            .workbench()
            .service()
            .measure(
                opened,
                new ServiceAddress(
                    url,
                    Optional.ofNullable(metrics),
                    cpus == null ? OptionalDouble.empty() : OptionalDouble.of(cpus)),
                measuring.tier(),
                progress);
    progress.clear();
    if (terminal.json()) {
      terminal.result(served);
    } else {
      terminal.title("Service at " + url);
      terminal.fact("answers alike", served.compared() + " requests, as the project's model");
      served
          .capacity()
          .ifPresent(pair ->
              terminal.fact(
                  "capacity",
                  "%s measured with %s cores, %s predicted: %s off"
                      .formatted(
                          pair.measured(),
                          pair.cores(),
                          pair.predicted(),
                          Texts.percent(Math.abs(pair.error())))));
      block(served.block(), served.block().response(), terminal);
      new SplitPage(terminal).show(served.split());
      verdicts(served.verdicts(), terminal);
    }
    return refuted(served.verdicts());
  }

  private int model(OpenBench bench, OpenedProject opened, ProgressLine progress)
      throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    ArrivalPattern arrival = Objects.requireNonNullElse(way.arrival, new ArrivalPattern.Poisson());
    RunProfile.Run run =
        bench.workbench().profile().measure(opened, measuring.tier(), arrival, progress);
    Profile profile = run.profile();
    progress.clear();
    if (terminal.json()) {
      terminal.result(profile);
    } else {
      print(profile, terminal);
      terminal.line("");
      terminal.line(terminal.faint("  again: slipway profile --replay " + run.name()));
    }
    return refuted(profile.verdicts());
  }

  private static int refuted(List<LatencyVerdict> verdicts) {
    boolean refuted = verdicts.stream().anyMatch(v -> v.verdict() instanceof Verdict.NotMet);
    return (refuted ? ExitCode.GATE : ExitCode.DONE).code();
  }

  static void print(Profile profile, Terminal terminal) {
    terminal.title("Profile, tier " + profile.tier().name().toLowerCase(Locale.ROOT));
    terminal.fact(
        "machine", profile.environment().cpu() + ", " + profile.environment().cores() + " cores");
    terminal.fact("threads", profile.settings().threads());
    terminal.fact("load", Texts.time(profile.load()));
    terminal.fact("first inference", Texts.time(profile.firstInference()));
    terminal.fact("warm-up", Texts.time(profile.warmUp()) + " until answers settled");
    terminal.fact("CPU an inference", Texts.time(profile.closed().cpuPerInference()));
    terminal.fact("capacity", profile.capacityText());
    profile.serving().ifPresent(cost -> terminal.fact("served", served(profile, cost)));
    terminal.fact("peak memory", profile.peakMemory());
    block(profile.closed(), profile.closed().service(), terminal);
    block(profile.open(), profile.open().response(), terminal);
    verdicts(profile.verdicts(), terminal);
  }

  private static String served(Profile profile, ServingCost cost) {
    return "%s a core of a container, predicted from %s of CPU a request here, of which %s besides the model%s"
        .formatted(
            cost.perCore(),
            Texts.time(cost.request()),
            Texts.time(cost.besides(profile.closed().cpuPerInference())),
            cost.settled() ? "" : "; it still fell at the end, so that it may be more");
  }

  private static String lag(Block.Lag lag) {
    return "p50 %s%s, at most %s: the generator's own fault"
        .formatted(
            Texts.time(lag.median()),
            lag.p99().map(p99 -> ", p99 " + Texts.time(p99)).orElse(""),
            Texts.time(lag.most()));
  }

  private static String heap(Block.Heap heap) {
    return "%,d bytes allocated a request, %d garbage collection%s%s"
        .formatted(
            heap.allocated(),
            heap.collections(),
            heap.collections() == 1 ? "" : "s",
            heap.collections() == 0 ? "" : " of " + Texts.time(heap.collecting()) + " in all");
  }

  private static void verdicts(List<LatencyVerdict> verdicts, Terminal terminal) {
    terminal.title("Objectives");
    verdicts.forEach(
        v -> terminal.fact(v.at() + " ≤ " + Texts.time(v.limit()), terminal.verdict(v.verdict())));
  }

  private static void block(Block block, Latencies latencies, Terminal terminal) {
    terminal.title(
        block.arrival() instanceof Arrival.Closed
            ? "Closed loop, %s: the model itself, not what a user waits, since nobody asks while it stalls"
                .formatted(block.arrival().brief())
            : "Open loop, %s: what a user waits".formatted(block.arrival().sentence()));
    latencies
        .percentiles()
        .forEach(p ->
            terminal.fact(
                p.percentile().toString(),
                Texts.time(p.value())
                    + "  ("
                    + Texts.time(p.low())
                    + " to "
                    + Texts.time(p.high())
                    + ")"));
    terminal.fact("samples", latencies.count() + ", " + block.errors() + " errors");
    terminal.fact("throughput", block.throughput() + " right answers");
    block.goodput().ifPresent(rate -> terminal.fact("goodput", rate + " within the longest limit"));
    block.lag().ifPresent(lag -> terminal.fact("sent late by", lag(lag)));
    block.heap().ifPresent(heap -> terminal.fact("Java heap", heap(heap)));
    terminal.fact("others' CPU", Texts.percent(block.foreignCpu()));
    block.invalid().forEach(reason -> terminal.fact("not to be believed", terminal.open(reason)));
  }
}
