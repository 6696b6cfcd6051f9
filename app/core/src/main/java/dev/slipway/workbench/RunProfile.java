// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Calm;
import dev.slipway.measure.load.Ticker;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.measure.service.Workload;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileRequest;
import dev.slipway.profile.host.Profiler;
import dev.slipway.request.InputSizes;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Measures the project's model in a process of its own, and keeps the profile with its raw
/// samples.
public final class RunProfile {

  static final String KIND = "profile";

  /// Part of the progress that waiting for a quiet machine takes.
  private static final double WAITING = 0.3;

  private final Profiler profiler;
  private final Home home;
  private final Trail trail;
  private final Shelf shelf;

  RunProfile(Profiler profiler, Home home, Trail trail, Shelf shelf) {
    this.profiler = profiler;
    this.home = home;
    this.trail = trail;
    this.shelf = shelf;
  }

  /// How the model runs, whatever the requests: as `slipway.yaml` states it, else with one thread,
  /// all optimisations and the serving runtime's own batches.
  static Profile.Settings settings(OpenedProject opened) {
    Project.Running stated = opened.project().runtime();
    return new Profile.Settings(
        stated.threads().orElse(1),
        stated.optimisation().orElse("all").toUpperCase(Locale.ROOT),
        Workload.SEED,
        stated.batchRows(),
        InputSizes.OF_MODEL);
  }

  static String command(OpenedProject opened) {
    return opened.command("profile");
  }

  /// The line that measures the same again.
  private static String command(OpenedProject opened, Tier tier, ArrivalPattern pattern) {
    return Shell.line(
        Stream.of(List.of("slipway", "profile", opened.folder()), tier.options(), pattern.options())
            .flatMap(List::stream)
            .toArray());
  }

  public Profile run(OpenedProject opened, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    return run(opened, tier, new ArrivalPattern.Poisson(), progress);
  }

  /// @param pattern how the requests of the open loop are spread over time
  public Profile run(OpenedProject opened, Tier tier, ArrivalPattern pattern, Progress progress)
      throws ProblemException, InterruptedException {
    return measure(opened, tier, pattern, progress).profile();
  }

  /// A profile with the name that it can be repeated by.
  public record Run(String name, Profile profile) {}

  /// The same once the machine is quiet.
  ///
  /// @param most how long it is waited for that at most
  /// @throws ProblemException where it was not quiet by then; nothing is measured
  public Run whenQuiet(
      OpenedProject opened, Tier tier, ArrivalPattern pattern, Duration most, Progress progress)
      throws ProblemException, InterruptedException {
    new Calm(new SystemCpu(new KernelFiles(Path.of("/"))), Ticker.system(Duration.ZERO))
        .await(most, progress.part(0, WAITING));
    return measure(opened, tier, pattern, progress.part(WAITING, 1));
  }

  /// The same as [#run], for who wants to name the run later.
  public Run measure(OpenedProject opened, Tier tier, ArrivalPattern pattern, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the model");
    Inspection inspection = InspectModel.look(opened);
    Objectives objectives = opened.project().objectives();
    ExampleRequests examples = ExampleRequests.of(opened, inspection, Workload.SEED);
    progress.step(0.01, "measuring with " + examples.origin());
    String id = shelf.newId(opened, KIND);
    Path folder = home.runs().resolve(id);
    Profile profile =
        profiler.profile(
            new ProfileRequest(
                opened.model(),
                inspection.model().sha256(),
                settings(opened).with(examples.sizes()),
                tier,
                examples.requests(),
                objectives.latency(),
                objectives.traffic().map(Objectives.Traffic::peak),
                pattern),
            folder,
            progress.part(0.01, 1));
    Sha256 model = inspection.model().sha256();
    var inputs =
        Fact.Inputs.none().and("model", model).and(Hashes.REQUESTS, Hashes.requests(opened));
    trail.keep(
        opened,
        model,
        command(opened, tier, pattern),
        facts(profile, examples.origin(), inputs, inputs.and(Hashes.PEAK, Hashes.peak(opened))));
    shelf.keep(opened, model, KIND, id, inputs, profile);
    return new Run(id, profile.with(MeasureService.pairs(shelf, opened)));
  }

  /// What rests on a made-up size proves nothing: then only the sizes are kept. A disturbed load
  /// gives no number, since nobody knows how much later answers came by the disturbance. Its
  /// verdicts are kept: answers never come earlier by it, so what it shows met is met, and what it
  /// shows not met it calls inconclusive itself.
  ///
  /// @param judged what verdicts were found from: the peak too; the limit of each is added
  static List<Fact> facts(
      Profile profile, String inputsFrom, Fact.Inputs inputs, Fact.Inputs judged) {
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("profile.inputs", inputsFrom, "", inputs));
    facts.add(Fact.of("profile.input_sizes", profile.inputs().shapes(), "", inputs));
    if (profile.inputs().madeUp()) {
      return facts;
    }
    facts.add(
        Fact.of(
            "profile.cpu_us_per_inference",
            profile.closed().cpuPerInference().toNanos() / 1e3,
            "µs",
            inputs));
    profile
        .knownCapacity()
        .ifPresent(rate ->
            facts.add(Fact.of("profile.capacity_rps", rate.perSecond(), "requests/s", inputs)));
    facts.add(
        Fact.of("profile.peak_memory_mib", profile.peakMemory().mebibytesUp(), "MiB", inputs));
    profile
        .serving()
        .filter(cost -> profile.disturbedAnywhere().isEmpty())
        .ifPresent(cost ->
            facts.add(
                Fact.of(
                    "profile.predicted_rps_per_core",
                    cost.capacity().of(1).perSecond(),
                    "requests/s",
                    inputs)));
    p99("profile.latency_p99_ms", profile.open(), inputs).ifPresent(facts::add);
    profile
        .here()
        .ifPresent(here -> {
          p99("profile.served_p99_ms", here.load(), inputs).ifPresent(facts::add);
          here.verdicts()
              .forEach(each ->
                  facts.add(
                      Fact.of(
                          "profile.served_" + each.at(),
                          each.verdict().inWords(),
                          "",
                          Hashes.and(judged, each))));
        });
    return facts;
  }

  /// A disturbed load gives no evidence of how slow answers are.
  private static Optional<Fact> p99(String key, Block load, Fact.Inputs inputs) {
    return load.invalid().isEmpty()
        ? load.response()
            .at(new Percentile(99))
            .map(p99 -> Fact.of(key, p99.value().toNanos() / 1e6, "ms", inputs))
        : Optional.empty();
  }
}
