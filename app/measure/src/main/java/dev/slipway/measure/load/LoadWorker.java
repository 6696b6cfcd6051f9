// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.measure.verdict.LateRequests;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One sender: sends a request at a time, in a thread of its own. In steady state it allocates
/// nothing.
final class LoadWorker implements Runnable {

  private static final long LATE_NANOS = 1_000_000;
  private static final int LOOK_EVERY = 64;

  /// What all workers of a load share.
  record Shared(Ticker ticker, LoadSpec spec, int inputs) {

    /// The same request gets the same input, whichever worker sends it.
    private int input(long request) {
      long mixed = (spec.seed() + request) * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), inputs);
    }
  }

  /// What is sent up to the next look.
  ///
  /// @param schedule intended starts after the origin; empty in closed loop
  /// @param next index of the next request of the schedule
  /// @param look at its end, from 1
  /// @param before length of the stages before
  /// @param responses kept whole; null where no samples are
  record Stage(
      Schedule schedule,
      AtomicInteger next,
      long origin,
      Duration length,
      int look,
      Duration before,
      @Nullable ResponseParts responses) {

    private long end() {
      return origin + length.toNanos();
    }

    /// Another stage draws other inputs.
    private long numbered(long request) {
      return ((look - 1L) << Integer.SIZE) + request;
    }
  }

  final LatencyRecorder response;
  final LatencyRecorder service;
  final LatencyRecorder lag = new LatencyRecorder();
  final Samples samples;
  final LiveCounts live = new LiveCounts();

  private final Shared shared;
  private final LoadTarget target;
  private final Ticker ticker;
  private final int number;
  private Stage stage;

  /// Of this stage alone.
  LateRequests late;

  /// Requests that got no right answer, unsent ones among them.
  long errors;

  /// Requests that were meant to be sent but that the target was too far behind for.
  long unsent;

  long lateStarts;
  long burnt;
  long lastDone;
  @Nullable Throwable failure; // null while nothing went wrong

  LoadWorker(Shared shared, Stage first, LoadTarget target, int number) {
    this.shared = shared;
    this.target = target;
    this.ticker = shared.ticker();
    this.number = number;
    response = new LatencyRecorder(shared.spec().limits());
    service = new LatencyRecorder(shared.spec().limits());
    samples = new Samples(shared.spec().samples());
    stage = first;
    late = counting(first);
    lastDone = first.origin();
  }

  /// Makes ready for another stage, when the one before has ended.
  void begin(Stage next) {
    stage = next;
    late = counting(next);
    lastDone = next.origin();
  }

  Arrival arrival() {
    return shared.spec().arrival();
  }

  private LateRequests counting(Stage of) {
    return new LateRequests(of.length().toNanos(), shared.spec().limits());
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

  /// At least once, so that a machine that kept this thread waiting through the whole stage leaves
  /// an answer all the same.
  private void sendOneAfterTheOther() throws InterruptedException {
    burnt += ticker.awaitUntil(stage.origin());
    long started = ticker.now();
    long request = number;
    do {
      stopWhenCancelled(request);
      started = send(request, started, started);
      request += shared.spec().senders();
    } while (started < stage.end());
  }

  private void sendAsScheduled() throws InterruptedException {
    Schedule schedule = stage.schedule();
    long giveUp = stage.end() + shared.spec().grace().toNanos();
    for (int i = stage.next().getAndIncrement();
        i < schedule.size();
        i = stage.next().getAndIncrement()) {
      stopWhenCancelled(i);
      long intended = stage.origin() + schedule.at(i);
      long free = ticker.now();
      if (free >= giveUp) {
        errors++;
        unsent++;
        record(schedule.at(i), 0, false);
        continue;
      }
      burnt += ticker.awaitUntil(intended);
      long started = ticker.now();
      long behind = started - Math.max(intended, free);
      lag.record(behind);
      if (behind > LATE_NANOS) {
        lateStarts++;
      }
      send(i, intended, started);
    }
  }

  /// @return when the answer was there
  private long send(long request, long intended, long started) throws InterruptedException {
    boolean right = target.send(shared.input(stage.numbered(request)));
    long done = ticker.now();
    lastDone = done;
    record(intended - stage.origin(), done - intended, right);
    if (right) {
      response.record(done - intended);
      live.count(done - intended);
      service.record(done - started);
      samples.record(
          stage.before().toNanos() + intended - stage.origin(), done - intended, done - started);
    } else {
      errors++;
    }
    return done;
  }

  private void record(long intended, long took, boolean right) {
    late.record(intended, took, right);
    ResponseParts kept = stage.responses();
    if (kept != null) {
      kept.record(intended, took, right);
    }
  }

  private static void stopWhenCancelled(long request) throws InterruptedException {
    if (request % LOOK_EVERY == 0 && Thread.interrupted()) {
      throw new InterruptedException("load cancelled");
    }
  }
}
