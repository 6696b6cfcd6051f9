// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.Samples;
import dev.slipway.measure.load.Ticker;
import dev.slipway.measure.machine.Environment;
import dev.slipway.measure.machine.EnvironmentProbe;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.ProcessMemory;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.profile.LengthTimes;
import dev.slipway.profile.LoadStep;
import dev.slipway.profile.Profile;
import dev.slipway.profile.Qualification;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One measurement, phase after phase, in the process that does nothing else.
final class ProfileSession {

  private static final Duration SPIN = Duration.ofNanos(200_000);
  private static final Duration WINDOW = Duration.ofMillis(200);

  /// Telling takes time that would be counted as the model's.
  private static final Duration TELL_EVERY = Duration.ofMillis(500);

  private static final int MOST_SAMPLES = 100_000;
  private static final int SIZING_SAMPLES = 10_000;
  private static final double HALF = 0.5;

  private final ProfileJob job;
  private final Consumer<Message> out;
  private final KernelFiles files = new KernelFiles(Path.of("/"));
  private final ProcessMemory memory = new ProcessMemory(files);
  private final LoadGenerator generator =
      new LoadGenerator(Ticker.system(SPIN), new SystemCpu(files));
  private final Phases phases;
  private double done;

  ProfileSession(ProfileJob job, Consumer<Message> out) {
    this.job = job;
    this.out = out;
    this.phases = new Phases(out);
  }

  /// @param runtime name and version of what runs the model
  Profile profile(String runtime) throws ProblemException, IOException, InterruptedException {
    List<Map<String, Tensor>> rows = RowsFile.read(job.rows());
    var environment = new EnvironmentProbe(files).environment(runtime);
    phases.begin(Phases.LOAD);
    long began = System.nanoTime();
    try (Predictor predictor = ModelLoading.load(job.model(), job.settings())) {
      Duration load = took("load", began);
      Bytes base = memory.resident();
      long asked = System.nanoTime();
      ModelLoading.answer(predictor, rows.getFirst());
      Duration first = took("first inference", asked);
      return measured(rows, predictor, new StartUp(environment, load, first, base));
    }
  }

  /// What is known before the load begins.
  private record StartUp(Environment environment, Duration load, Duration first, Bytes base) {}

  private Profile measured(List<Map<String, Tensor>> rows, Predictor predictor, StartUp startUp)
      throws ProblemException, IOException, InterruptedException {
    var model = new PredictorSource(predictor, rows);
    phases.begin(Phases.WARM_UP);
    long began = System.nanoTime();
    boolean settled = warmUp(model);
    Duration warmUp = took("warm-up", began);
    phases.begin(Phases.ONE_CLIENT);
    Looks once = Looks.once(job.pace().closed());
    Measured closed = block("closed", new Arrival.Closed(1), once, model);
    List<LengthTimes> lengths = lengths(predictor, rows);
    List<LoadStep> steps = new ArrayList<>();
    Rate capacity = capacity(model, closed.block(), steps);
    phases.begin(Phases.USERS);
    Measured open = open(model, closed.block(), capacity);
    phases.end();
    return new Profile(
        job.sha256(),
        Instant.now(),
        job.tier(),
        job.settings(),
        startUp.environment(),
        startUp.load(),
        startUp.first(),
        warmUp,
        unsettled(closed.block(), settled),
        unsettled(open.block(), settled),
        capacity,
        memory.peak(),
        startUp.base(),
        verdicts(open),
        Optional.empty(),
        sizingSamples(closed),
        job.peak(),
        open.responses(),
        Optional.empty(),
        Optional.empty(),
        lengths,
        steps);
  }

  private List<LatencyVerdict> verdicts(Measured open) {
    var qualification =
        new Qualification(
            job.pace().exploratory(), job.peak(), "one worker", job.settings().inputs());
    return open.verdicts(job.latency()).stream()
        .map(each -> qualification.of(each, open.block()))
        .toList();
  }

  /// One client asks for requests of one length after the other, half as long in all as it asked
  /// for all of them mixed.
  private List<LengthTimes> lengths(Predictor predictor, List<Map<String, Tensor>> rows)
      throws InterruptedException {
    List<LengthGroup> groups = LengthGroup.of(rows);
    if (!groups.isEmpty()) {
      phases.begin(Phases.LENGTHS);
    }
    List<LengthTimes> times = new ArrayList<>();
    for (LengthGroup group : groups) {
      tell("requests by their length");
      Looks looks = Looks.once(job.pace().closed().dividedBy(2L * groups.size()));
      Measured measured =
          generator.run(
              spec(new Arrival.Closed(1), looks, 0),
              new PredictorSource(predictor, group.rows()),
              Progress.NONE);
      times.add(
          new LengthTimes(
              group.shortest(),
              group.longest(),
              group.share(),
              group.mean(),
              measured.block().service()));
    }
    return times;
  }

  private boolean warmUp(LoadTarget.Source model) throws InterruptedException {
    var watch = new WarmUp();
    long end = System.nanoTime() + job.pace().warmUp().toNanos();
    Progress progress = progress(job.pace().warmUp());
    while (!watch.settled() && System.nanoTime() < end) {
      long compiling = WarmUp.compiling();
      var spec = spec(new Arrival.Closed(1), Looks.once(WINDOW), 0);
      Measured window = generator.run(spec, model, Progress.NONE);
      watch.add(
          new WarmUp.Window(
              window.block().length(),
              window.medianService(),
              Duration.ofMillis(WarmUp.compiling() - compiling)));
      double left = (end - System.nanoTime()) / (double) job.pace().warmUp().toNanos();
      progress.step(Math.clamp(1 - left, 0, 1), "warming up");
    }
    // the open loop is other code: it is warmed up by the search for the capacity
    done += share(job.pace().warmUp());
    return watch.settled();
  }

  private Measured block(String name, Arrival arrival, Looks looks, LoadTarget.Source model)
      throws IOException, InterruptedException {
    Duration budget = looks.longest();
    Measured measured = generator.run(spec(arrival, looks, MOST_SAMPLES), model, progress(budget));
    done += share(budget);
    out.accept(new Message.Block(name, measured.block()));
    new RunStore(job.folder()).write(name, measured.samples());
    return measured;
  }

  /// Without latency objectives, what one client gets that asks again and again.
  ///
  /// @param steps takes what was tried
  private Rate capacity(LoadTarget.Source model, Block closed, List<LoadStep> steps)
      throws InterruptedException {
    if (job.latency().isEmpty()) {
      done += share(job.pace().trial().multipliedBy(job.pace().trials()));
      return closed.throughput();
    }
    phases.begin(Phases.CAPACITY);
    double end = done + share(job.pace().trial().multipliedBy(job.pace().trials()));
    var trial =
        new LoadTrial(job, (arrival, length) -> tried(model, arrival, length, end), this::tell);
    Rate capacity = new CapacitySearch(trial, job.pace().bisections()).largest(closed.throughput());
    steps.addAll(trial.steps());
    done = end;
    return capacity;
  }

  /// Kept out of the raw samples: many, short, and no basis of a verdict.
  ///
  /// @param end how far the search may bring the whole: trials that are made again add no progress
  private Measured tried(LoadTarget.Source model, Arrival arrival, Duration length, double end)
      throws InterruptedException {
    Measured measured = generator.run(spec(arrival, Looks.once(length), 0), model, Progress.NONE);
    done = Math.min(done + share(length), end);
    return measured;
  }

  /// Half as long as over a socket, where it decides; what is open then is for the service to tell.
  private Measured open(LoadTarget.Source model, Block closed, Rate capacity)
      throws ProblemException, IOException, InterruptedException {
    double able =
        capacity.perSecond() > 0 ? capacity.perSecond() : HALF * closed.throughput().perSecond();
    var loop = new OpenLoop(job);
    Arrival arrival = loop.arrival(able);
    Duration half = loop.looks(arrival).first().dividedBy(2);
    return block("open", arrival, Looks.once(half), model);
  }

  private static Block unsettled(Block block, boolean settled) {
    return settled ? block : block.disturbed("answers had not settled when warm-up ended");
  }

  private static List<Long> sizingSamples(Measured closed) {
    List<Samples.Sample> all = closed.samples();
    int stride = Math.max(1, Math.ceilDiv(all.size(), SIZING_SAMPLES));
    List<Long> picked = new ArrayList<>();
    for (int i = 0; i < all.size(); i += stride) {
      picked.add(all.get(i).service());
    }
    return picked;
  }

  private LoadSpec spec(Arrival arrival, Looks looks, int samples) {
    Duration grace = looks.first().dividedBy(5).plusMillis(100);
    return new LoadSpec(arrival, looks, job.settings().seed(), 1, grace, job.latency(), samples);
  }

  private void tell(String doing) {
    out.accept(new Message.Step(Math.min(done, 1), doing));
  }

  private Duration took(String phase, long began) {
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    out.accept(new Message.PhaseEnded(phase, time));
    return time;
  }

  private double share(Duration length) {
    return (double) length.toNanos() / job.pace().total().toNanos();
  }

  private Progress progress(Duration length) {
    double from = done;
    var last = new AtomicLong(System.nanoTime() - TELL_EVERY.toNanos());
    Progress seldom =
        (fraction, doing) -> {
          long now = System.nanoTime();
          if (now - last.get() >= TELL_EVERY.toNanos()) {
            last.set(now);
            out.accept(new Message.Step(Math.min(from + share(length) * fraction, 1), doing));
          }
        };
    return new Telling(seldom, out);
  }
}
