// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.machine.CpuMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Puts load on a target and measures the answers: in open loop from a schedule made ahead, so that
/// a slow answer never delays the next request; in closed loop one after the other. It goes on, in
/// stages, while the verdicts cannot tell. Where raw samples are kept, it shows what it counts
/// meanwhile.
public final class LoadGenerator {

  /// Looks at a stage. Each is told to another process, which draws it: on a machine of two cores
  /// that takes a millisecond of the target's, and at ten a second it is what a p99 shows.
  private static final int LOOKS = 15;

  private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  /// From one picture of the load to the next, at least.
  private static final Duration PICTURE_EVERY = Duration.ofMillis(500);

  /// Within this it is waited for a lull, before others are told how far a stage is.
  private static final Duration LULL_WITHIN = Duration.ofMillis(250);

  /// From the start of the senders to the first request, which in closed loop has no time of its
  /// own. In open loop the senders' first 20 ms would be told as the latency of the first answers.
  private static final Duration LEAD = Duration.ofMillis(2);

  private static final Duration OPEN_LEAD = Duration.ofMillis(100);

  private final Ticker ticker;
  private final CpuMeter meter;

  public LoadGenerator(Ticker ticker, CpuMeter meter) {
    this.ticker = ticker;
    this.meter = meter;
  }

  public Measured run(LoadSpec spec, LoadTarget.Source source, Progress progress)
      throws InterruptedException {
    var shared = new LoadWorker.Shared(ticker, spec, source.inputs());
    List<LoadTarget> targets = new ArrayList<>();
    try {
      for (int i = 0; i < spec.senders(); i++) {
        targets.add(source.open());
      }
      LoadWorker.Stage stage = stage(spec, 1, Duration.ZERO);
      List<LoadWorker> workers = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        workers.add(new LoadWorker(shared, stage, targets.get(i), i));
      }
      var outcome = new LoadOutcome(spec, workers, new Usage(source.place(), meter.processors()));
      outcome.add(stage, worked(workers, stage, progress(spec, stage, progress)));
      while (!outcome.tells()) {
        stage = stage(spec, stage.look() + 1, stage.before().plus(stage.length()));
        for (LoadWorker worker : workers) {
          worker.begin(stage);
        }
        outcome.add(stage, worked(workers, stage, progress(spec, stage, progress)));
      }
      return outcome.measured(meter.objection());
    } finally {
      targets.forEach(LoadTarget::close);
    }
  }

  private LoadWorker.Stage stage(LoadSpec spec, int look, Duration before) {
    Schedule schedule = spec.schedule(look);
    Duration length = spec.looks().stage(look);
    Duration lead = spec.arrival() instanceof Arrival.Closed ? LEAD : OPEN_LEAD;
    @Nullable ResponseParts responses =
        spec.samples() == 0 ? null : new ResponseParts(length.toNanos());
    return new LoadWorker.Stage(
        schedule,
        new AtomicInteger(),
        ticker.now() + lead.toNanos(),
        length,
        look,
        before,
        responses);
  }

  /// @param told of the budget, not of the stage
  private static Progress progress(LoadSpec spec, LoadWorker.Stage stage, Progress told) {
    double budget = spec.looks().longest().toNanos();
    double from = stage.before().toNanos() / budget;
    return told.part(from, from + stage.length().toNanos() / budget);
  }

  private LoadSoFar soFar(List<LoadWorker> workers, LoadWorker.Stage stage) {
    Duration elapsed = stage.before().plusNanos(Math.max(1, ticker.now() - stage.origin()));
    List<Latencies.Bin> bins = LiveCounts.together(workers.stream().map(w -> w.live).toList());
    long answers = bins.stream().mapToLong(Latencies.Bin::count).sum();
    return new LoadSoFar(
        workers.getFirst().arrival(),
        elapsed,
        answers,
        new Rate(answers * 1e9 / elapsed.toNanos()),
        bins);
  }

  /// What the machine was used for meanwhile.
  private Usage.Span worked(List<LoadWorker> workers, LoadWorker.Stage stage, Progress progress)
      throws InterruptedException {
    // as late as can be: what it takes to make ready is not the target's
    HeapMeter heap = HeapMeter.now();
    long from = ticker.now();
    CpuMeter.Reading before = meter.read();
    work(workers, stage, progress);
    CpuMeter.Reading after = meter.read();
    return new Usage.Span(before, after, ticker.now() - from, heap.until(HeapMeter.now()));
  }

  private void work(List<LoadWorker> workers, LoadWorker.Stage stage, Progress progress)
      throws InterruptedException {
    String doing =
        workers.getFirst().arrival().sentence()
            + (stage.look() == 1 ? "" : ", for longer, since it cannot tell yet");
    List<Thread> threads =
        workers.stream().map(w -> Thread.ofPlatform().name("load").unstarted(w)).toList();
    try {
      threads.forEach(Thread::start);
      Duration look = look(stage.length());
      long nextPicture = ticker.now() + PICTURE_EVERY.toNanos();
      for (Thread thread : threads) {
        while (!thread.join(look) && !thread.join(untilLull(stage))) {
          long now = ticker.now();
          double elapsed = now - stage.origin();
          progress.step(Math.clamp(elapsed / stage.length().toNanos(), 0, 1), doing);
          if (stage.responses() != null && now >= nextPicture) {
            progress.tell(soFar(workers, stage));
            nextPicture = now + PICTURE_EVERY.toNanos();
          }
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

  /// What is told takes the processor for some milliseconds: best while nobody waits for an answer.
  private Duration untilLull(LoadWorker.Stage stage) {
    long elapsed = ticker.now() - stage.origin();
    return Duration.ofNanos(stage.schedule().lull(elapsed, LULL_WITHIN.toNanos()) - elapsed);
  }

  /// How long it waits from one look at a stage to the next.
  static Duration look(Duration length) {
    Duration part = length.dividedBy(LOOKS);
    Duration atLeast = part.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : part;
    return atLeast.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : atLeast;
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
}
