// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.measure.verdict.LateRequests;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One sender: sends a request at a time, in a thread of its own. In steady state it allocates
/// nothing.
final class LoadWorker implements Runnable {

  private static final long LATE_NANOS = 1_000_000;
  private static final int LOOK_EVERY = 64;

  /// What all workers of a load share.
  ///
  /// @param schedule intended starts after the origin; empty in closed loop
  /// @param next index of the next request of the schedule
  /// @param responses kept whole; null where no samples are
  record Shared(
      Ticker ticker,
      LoadSpec spec,
      int inputs,
      Schedule schedule,
      AtomicInteger next,
      long origin,
      @Nullable ResponseParts responses) {

    private void record(long intended, long response, boolean right) {
      if (responses != null) {
        responses.record(intended, response, right);
      }
    }

    private long end() {
      return origin + spec.length().toNanos();
    }

    /// The same request gets the same input, whichever worker sends it.
    private int input(long request) {
      long mixed = (spec.seed() + request) * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), inputs);
    }
  }

  final LatencyRecorder response;
  final LatencyRecorder service;
  final LatencyRecorder lag = new LatencyRecorder();
  final LateRequests parts;
  final Samples samples;

  private final Shared shared;
  private final LoadTarget target;
  private final Ticker ticker;
  private final int number;

  /// Requests that got no right answer, unsent ones among them.
  long errors;

  /// Requests that were meant to be sent but that the target was too far behind for.
  long unsent;

  long late;
  long burnt;
  long lastDone;
  @Nullable Throwable failure; // null while nothing went wrong

  LoadWorker(Shared shared, LoadTarget target, int number) {
    this.shared = shared;
    this.target = target;
    this.ticker = shared.ticker();
    this.number = number;
    response = new LatencyRecorder(shared.spec().limits());
    service = new LatencyRecorder(shared.spec().limits());
    parts = new LateRequests(shared.spec().length().toNanos(), shared.spec().limits());
    samples = new Samples(shared.spec().samples());
    lastDone = shared.origin();
  }

  @Override
  public void run() {
    try {
      if (shared.spec().arrival() instanceof Arrival.Closed) {
        sendOneAfterTheOther();
      } else {
        sendAsScheduled();
      }
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void sendOneAfterTheOther() throws InterruptedException {
    burnt += ticker.awaitUntil(shared.origin());
    long started = ticker.now();
    for (long i = number; started < shared.end(); i += shared.spec().senders()) {
      stopWhenCancelled(i);
      started = send(i, started, started);
    }
  }

  private void sendAsScheduled() throws InterruptedException {
    Schedule schedule = shared.schedule();
    long giveUp = shared.end() + shared.spec().grace().toNanos();
    for (int i = shared.next().getAndIncrement();
        i < schedule.size();
        i = shared.next().getAndIncrement()) {
      stopWhenCancelled(i);
      long intended = shared.origin() + schedule.at(i);
      long free = ticker.now();
      if (free >= giveUp) {
        errors++;
        unsent++;
        parts.record(schedule.at(i), 0, false);
        shared.record(schedule.at(i), 0, false);
        continue;
      }
      burnt += ticker.awaitUntil(intended);
      long started = ticker.now();
      long behind = started - Math.max(intended, free);
      lag.record(behind);
      if (behind > LATE_NANOS) {
        late++;
      }
      send(i, intended, started);
    }
  }

  /// @return when the answer was there
  private long send(long request, long intended, long started) throws InterruptedException {
    boolean right = target.send(shared.input(request));
    long done = ticker.now();
    lastDone = done;
    parts.record(intended - shared.origin(), done - intended, right);
    shared.record(intended - shared.origin(), done - intended, right);
    if (right) {
      response.record(done - intended);
      service.record(done - started);
      samples.record(intended - shared.origin(), done - intended, done - started);
    } else {
      errors++;
    }
    return done;
  }

  private static void stopWhenCancelled(long request) throws InterruptedException {
    if (request % LOOK_EVERY == 0 && Thread.interrupted()) {
      throw new InterruptedException("load cancelled");
    }
  }
}
