// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Progress;
import dev.slipway.measure.machine.CpuMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Puts load on a target and measures the answers: in open loop from a schedule made ahead, so that
/// a slow answer never delays the next request; in closed loop one after the other.
public final class LoadGenerator {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final long LEAD_NANOS = 2_000_000;

  private final Ticker ticker;
  private final CpuMeter meter;

  public LoadGenerator(Ticker ticker, CpuMeter meter) {
    this.ticker = ticker;
    this.meter = meter;
  }

  public Measured run(LoadSpec spec, LoadTarget.Source source, Progress progress)
      throws InterruptedException {
    Schedule schedule = spec.schedule();
    List<LoadTarget> targets = new ArrayList<>();
    try {
      for (int i = 0; i < spec.senders(); i++) {
        targets.add(source.open());
      }
      @Nullable ResponseParts responses =
          spec.samples() == 0 ? null : new ResponseParts(spec.length().toNanos());
      long origin = ticker.now() + LEAD_NANOS;
      var shared =
          new LoadWorker.Shared(
              ticker,
              spec,
              source.inputs(),
              schedule,
              new AtomicInteger(),
              origin,
              responses);
      List<LoadWorker> workers = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        workers.add(new LoadWorker(shared, targets.get(i), i));
      }
      // as late as can be: what it takes to make ready is not the target's
      HeapMeter heap = HeapMeter.now();
      CpuMeter.Reading before = meter.read();
      work(workers, shared, progress);
      CpuMeter.Reading after = meter.read();
      var usage =
          new LoadOutcome.Usage(
              source.place(),
              before,
              after,
              heap.until(HeapMeter.now()),
              meter.processors(),
              meter.objection());
      return new LoadOutcome(shared, workers, usage).measured();
    } finally {
      targets.forEach(LoadTarget::close);
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
              Math.clamp(elapsed / shared.spec().length().toNanos(), 0, 1),
              shared.spec().arrival().sentence());
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
}
