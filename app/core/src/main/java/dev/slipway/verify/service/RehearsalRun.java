// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.measure.golden.Golden;
import dev.slipway.verify.artefact.ServiceFiles;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.CheckSteps;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.engine.BuildOrder;
import dev.slipway.verify.engine.ContainerEngine;
import dev.slipway.verify.engine.ImageFacts;
import dev.slipway.verify.engine.Runs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the service and puts it through every check, from its start to its stop; leaves nothing
/// behind.
public final class RehearsalRun {

  private static final Logger LOG = LoggerFactory.getLogger(RehearsalRun.class);
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final String IMAGE = "image build";
  private static final String STARTING = "start of the service";

  /// In this order: the stop comes last but for what is read from the log.
  private static final List<ServiceCheck> CHECKS =
      List.of(
          new StartCheck(),
          new SmokeCheck(),
          new ParityCheck(),
          new RowsCheck(),
          new TextsCheck(),
          new ImagesCheck(),
          new BadRequests(),
          new NonFiniteCheck(),
          new LoadCheck(),
          new MetricsCheck(),
          new MemoryCheck(),
          new DrainCheck(),
          new LogCheck());

  private final BundleFolder bundle;
  private final Path model;
  private final Path golden;
  private final Duration load;
  private final Report report;

  /// @param load how long load is put on
  public RehearsalRun(BundleFolder bundle, Path model, Path golden, Duration load, Report report) {
    this.bundle = bundle;
    this.model = model;
    this.golden = golden;
    this.load = load;
    this.report = report;
  }

  /// Builds the image, and runs it in a container.
  public void inContainer(ContainerEngine engine, Progress progress)
      throws ProblemException, InterruptedException {
    String run = Runs.next();
    Runs.removeOver(engine);
    try {
      ServiceSheet sheet = ServiceSheet.of(bundle);
      ImageFacts image = image(engine, sheet, run, progress.part(0, 0.3));
      ServiceAccess access = ServiceAccess.of(bundle);
      try (RunningService service =
          ContainerService.start(engine, image.id(), sheet, access.off(), run)) {
        checks(service, sheet, progress.part(0.3, 1));
      }
      new AccessRehearsal(bundle, access, sheet, example(), report).inContainer(engine, run);
    } finally {
      removeRun(engine, run);
    }
  }

  private ImageFacts image(
      ContainerEngine engine, ServiceSheet sheet, String run, Progress progress)
      throws ProblemException, InterruptedException {
    var steps = new CheckSteps(report, progress);
    steps.plan(List.of(IMAGE));
    List<ImageFacts> built = new ArrayList<>();
    steps.run(
        0,
        IMAGE,
        () -> {
          built.add(build(engine, run, line -> steps.log(IMAGE, line), progress));
          ImageCheck.look(built.getFirst(), sheet.largestImage(), report);
        });
    return built.getFirst();
  }

  /// An interrupt must not keep the engine's things from being removed. What an engine that was
  /// lost keeps, the next run removes.
  private static void removeRun(ContainerEngine engine, String run) {
    boolean cancelled = Thread.interrupted();
    try {
      engine.removeRun(run);
    } catch (ProblemException e) {
      LOG.warn("things of the run {} may be left: {}", run, e.problem().why());
    } finally {
      if (cancelled) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ImageFacts build(
      ContainerEngine engine, String run, Consumer<String> told, Progress progress)
      throws ProblemException, InterruptedException {
    String dockerfile =
        new ServiceFiles(bundle)
            .dockerfile()
            .orElseThrow(() ->
                Problem.input(
                        "verify.no-dockerfile",
                        "The bundle holds no Dockerfile.",
                        "So no image can be built.",
                        "Export the target `docker` too.")
                    .asException());
    Path file = bundle.path(dockerfile).toAbsolutePath();
    Path context = file.getParent();
    if (context == null) {
      throw new IllegalStateException("an absolute file lies in a folder");
    }
    List<String> log = new ArrayList<>();
    BuildOrder order = new BuildOrder(context, file, tag(run), run);
    ImageFacts image = engine.build(order, told.andThen(log::add), progress);
    report.passed("The image builds without network", log.size() + " lines of log");
    return image;
  }

  /// What a process of this machine would run that is not this program's own.
  public List<String> foreignCode() throws ProblemException {
    return ForeignCode.of(bundle);
  }

  /// Name of the image that a run builds.
  static String tag(String run) {
    return "slipway-verify:" + Runs.unique(run);
  }

  /// Runs it as a process of this machine.
  public void asProcess(Progress progress) throws ProblemException, InterruptedException {
    ServiceSheet sheet = ServiceSheet.of(bundle);
    try (RunningService service = ProcessService.start(bundle, sheet)) {
      checks(service, sheet, progress);
    }
    new AccessRehearsal(bundle, ServiceAccess.of(bundle), sheet, example(), report).asProcess();
  }

  private String example() throws ProblemException {
    return Rehearsal.requests(read(golden)).getFirst();
  }

  /// All checks, on a service that was just started.
  void checks(RunningService service, ServiceSheet sheet, Progress progress)
      throws ProblemException, InterruptedException {
    long start = System.nanoTime();
    var steps = new CheckSteps(report, progress);
    steps.plan(
        Stream.concat(Stream.of(STARTING), CHECKS.stream().map(ServiceCheck::title)).toList());
    try (Http http = new Http()) {
      List<Duration> waited = new ArrayList<>();
      steps.run(0, STARTING, () -> waited.add(awaitReady(service, http, start)));
      try (var _ = ServiceWatch.of(service.management(), http, progress)) {
        Rehearsal rehearsal = rehearsal(service, sheet, http, waited.getFirst(), progress);
        for (int i = 0; i < CHECKS.size(); i++) {
          ServiceCheck check = CHECKS.get(i);
          steps.run(i / (double) CHECKS.size(), check.title(), () -> look(check, rehearsal));
        }
      }
    }
  }

  private Rehearsal rehearsal(
      RunningService service, ServiceSheet sheet, Http http, Duration ready, Progress progress)
      throws ProblemException, InterruptedException {
    String text = read(golden);
    List<String> requests = Rehearsal.requests(text);
    progress.step(0, "asking the golden requests");
    return new Rehearsal(
        bundle,
        sheet,
        service,
        http,
        model,
        Golden.parse(text, golden.toString()),
        requests,
        Rehearsal.asked(service, http, sheet, requests),
        ready,
        load);
  }

  private void look(ServiceCheck check, Rehearsal rehearsal)
      throws ProblemException, InterruptedException {
    if (check.needsAnswers() && rehearsal.answered().isEmpty()) {
      report.notRun(
          "Check of the " + check.title(), "the service answers none of the golden requests");
    } else {
      check.look(rehearsal, report);
    }
  }

  /// How long after its start it was ready.
  static Duration awaitReady(RunningService service, Http http, long start)
      throws ProblemException, InterruptedException {
    return awaitReady(service, http, RunningService::data, start);
  }

  /// @param port that is asked
  static Duration awaitReady(
      RunningService service, Http http, Function<RunningService, URI> port, long start)
      throws ProblemException, InterruptedException {
    while (!isReady(service, http, port)) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (!service.isRunning() || waited.compareTo(LONGEST_START) > 0) {
        List<String> log = service.logs();
        throw ServiceCheck.problem(
                "not-ready",
                service.isRunning()
                    ? "The service is not ready after " + waited.toSeconds() + " s."
                    : "The service ended instead of becoming ready.",
                String.join("\n", log.subList(Math.max(0, log.size() - 10), log.size())),
                "Its log says why; run it with the same limits.")
            .asException();
      }
      Thread.sleep(20);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static boolean isReady(
      RunningService service, Http http, Function<RunningService, URI> port)
      throws InterruptedException {
    return service.isListening()
        && http.get(port.apply(service), "/v2/health/ready").status() == 200;
  }

  private static String read(Path file) throws ProblemException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Problem.input(
              "verify.no-golden",
              "The golden cases cannot be read from " + file + ".",
              String.valueOf(e.getMessage()),
              "Export with a golden file, or name one.")
          .asException();
    }
  }
}
