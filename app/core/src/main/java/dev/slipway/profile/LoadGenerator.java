// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Puts load on a target and measures the answers: in open loop from a schedule made ahead, so that
/// a slow answer never delays the next request; in closed loop one after the other.
final class LoadGenerator {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final long LEAD_NANOS = 2_000_000;

  private static final double MOST_LATE = 0.01;
  private static final double MOST_FOREIGN = 0.10;
  private static final double SATURATED = 0.80;

  private final Ticker ticker;
  private final CpuMeter meter;

  LoadGenerator(Ticker ticker, CpuMeter meter) {
    this.ticker = ticker;
    this.meter = meter;
  }

  Measured run(LoadSpec spec, Target.Source source, Progress progress) throws InterruptedException {
    Schedule schedule = spec.schedule();
    List<Target> targets = new ArrayList<>();
    try {
      for (int i = 0; i < spec.senders(); i++) {
        targets.add(source.open());
      }
      CpuMeter.Reading before = meter.read();
      long origin = ticker.now() + LEAD_NANOS;
      var shared =
          new LoadWorker.Shared(
              ticker, spec, source.inputs(), schedule, new AtomicInteger(), origin);
      List<LoadWorker> workers = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        workers.add(new LoadWorker(shared, targets.get(i), i));
      }
      work(workers, shared, progress);
      CpuMeter.Reading after = meter.read();
      return new Outcome(spec, source.place(), workers, origin, before, after).measured();
    } finally {
      targets.forEach(Target::close);
    }
  }

  private void work(List<LoadWorker> workers, LoadWorker.Shared shared, Progress progress)
      throws InterruptedException {
    List<Thread> threads =
        workers.stream().map(w -> Thread.ofPlatform().name("load").unstarted(w)).toList();
    try {
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        while (!thread.join(LOOK_EVERY)) {
          double elapsed = ticker.now() - shared.origin();
          progress.step(
              Math.clamp(elapsed / shared.spec().length().toNanos(), 0, 1), text(shared.spec()));
        }
      }
    } finally {
      threads.forEach(Thread::interrupt);
      awaitEnd(threads);
    }
    for (LoadWorker worker : workers) {
      if (worker.failure != null) {
        throw new IllegalStateException("A worker of the load failed", worker.failure);
      }
    }
  }

  /// A target must not be closed under a worker that still uses it.
  private static void awaitEnd(List<Thread> threads) {
    boolean cancelled = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException again) {
          cancelled = true;
        }
      }
    }
    if (cancelled) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(LoadSpec spec) {
    return switch (spec.arrival()) {
      case Arrival.Closed(int clients) ->
          clients == 1 ? "one client, asking again and again" : clients + " clients";
      case Arrival.Poisson(Rate rate, long ignored) -> "independent users, " + rate;
      case Arrival.Constant(Rate rate) -> "requests in equal gaps, " + rate;
    };
  }

  /// Puts the workers' counts together.
  private final class Outcome {

    private final LoadSpec spec;
    private final Target.Place place;
    private final List<LoadWorker> workers;
    private final CpuMeter.Reading before;
    private final CpuMeter.Reading after;
    private final long wall;
    private final LatencyRecorder response;
    private final LatencyRecorder service;

    private Outcome(
        LoadSpec spec,
        Target.Place place,
        List<LoadWorker> workers,
        long origin,
        CpuMeter.Reading before,
        CpuMeter.Reading after) {
      this.spec = spec;
      this.place = place;
      this.workers = workers;
      this.before = before;
      this.after = after;
      long last = workers.stream().mapToLong(w -> w.lastDone).max().orElse(origin);
      this.wall = Math.max(last - origin, spec.length().toNanos());
      response = workers.getFirst().response;
      service = workers.getFirst().service;
      workers.stream().skip(1).forEach(w -> response.add(w.response));
      workers.stream().skip(1).forEach(w -> service.add(w.service));
    }

    private Measured measured() {
      long errors = workers.stream().mapToLong(w -> w.errors).sum();
      long sent = response.count() + errors - workers.stream().mapToLong(w -> w.unsent).sum();
      double late = sent == 0 ? 0 : (double) workers.stream().mapToLong(w -> w.late).sum() / sent;
      double foreign = after.foreignSince(before, wall);
      var block =
          new Block(
              spec.arrival(),
              Duration.ofNanos(wall),
              response.latencies(),
              service.latencies(),
              new Rate(response.count() * 1e9 / wall),
              errors,
              late,
              sent == 0 ? Duration.ZERO : Duration.ofNanos(workingCpu() / sent),
              foreign,
              invalid(late, foreign));
      List<Verdicts.Tally> tallies = new ArrayList<>();
      for (int i = 0; i < spec.limits().size(); i++) {
        tallies.add(new Verdicts.Tally(response.count() + errors, response.over(i) + errors));
      }
      return new Measured(
          block,
          service.median(),
          tallies,
          Samples.merged(workers.stream().map(w -> w.samples).toList()));
    }

    /// CPU time of the process, less what waiting burnt.
    private long workingCpu() {
      long burnt = workers.stream().mapToLong(w -> w.burnt).sum();
      return Math.max(0, after.process() - before.process() - burnt);
    }

    private List<String> invalid(double late, double foreign) {
      List<String> reasons = new ArrayList<>();
      if (late > MOST_LATE) {
        reasons.add("%.1f %% of the requests were sent over 1 ms late".formatted(late * 100));
      }
      double own = (after.process() - before.process()) / ((double) wall * meter.processors());
      if (place == Target.Place.ELSEWHERE && own > SATURATED) {
        reasons.add("the client itself used %.0f %% of its processors".formatted(own * 100));
      }
      if (place == Target.Place.HERE && foreign > MOST_FOREIGN) {
        reasons.add("other programs used %.0f %% of the machine".formatted(foreign * 100));
      }
      if (after.throttled() > before.throttled()) {
        reasons.add("the system held the processor back (throttled)");
      }
      meter.objection().ifPresent(reasons::add);
      return reasons;
    }
  }
}
