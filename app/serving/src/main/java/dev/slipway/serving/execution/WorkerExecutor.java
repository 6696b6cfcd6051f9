// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs the model on worker threads that take what is queued. The queue is bounded twice: by
/// length, and by the time that a request would wait in it.
public final class WorkerExecutor implements InferenceExecutor {

  /// @param queueLength requests that may wait
  /// @param maxRows most rows of one batch
  /// @param maxDelay wait for more rows once there is one
  record Limits(int workers, int queueLength, int maxRows, Duration maxDelay) {}

  private final Limits limits;
  private final BlockingQueue<Inference> queue;
  private final ExecutionObserver observer;
  private final LongSupplier nanoTime;
  private final List<Thread> threads = new ArrayList<>();
  private final InferenceException full;
  private final InferenceException late =
      new InferenceException(
          InferenceException.Kind.UNAVAILABLE, "the request would wait longer than its deadline");
  private volatile long nanosPerRequest;
  private volatile boolean closed;

  /// @param runners makes a runner for each worker
  WorkerExecutor(
      Limits limits,
      Supplier<BatchRunner> runners,
      ExecutionObserver observer,
      LongSupplier nanoTime) {
    this.limits = limits;
    this.queue = new LinkedBlockingQueue<>();
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.full = LoopExecutor.full(limits.queueLength());
    for (int i = 0; i < limits.workers(); i++) {
      BatchRunner runner = runners.get();
      threads.add(Thread.ofPlatform().name("model-" + i).unstarted(() -> work(runner)));
    }
  }

  WorkerExecutor start() {
    threads.forEach(Thread::start);
    return this;
  }

  @Override
  public void submit(Inference inference) {
    long wait = queue.size() * nanosPerRequest / limits.workers();
    long left = inference.nanosLeft(nanoTime.getAsLong());
    if (wait > left) {
      observer.rejected("deadline");
      inference.completion().failed(left < 0 ? BatchRunner.passed() : late);
    } else if (closed || !queued(inference)) {
      observer.rejected("queue_full");
      inference.completion().failed(full);
    } else {
      observer.pendingChanged(1);
    }
  }

  /// One at a time, so that no more than may wait do.
  private synchronized boolean queued(Inference inference) {
    return !isFull() && queue.offer(inference);
  }

  private boolean isFull() {
    return queue.size() >= limits.queueLength();
  }

  @Override
  public void proceed(Inference inference) {
    if (closed || !queue.offer(inference)) {
      observer.rejected("queue_full");
      inference.completion().failed(full);
    } else {
      observer.pendingChanged(1);
    }
  }

  @Override
  public Optional<InferenceException> refusal() {
    if (!isFull()) {
      return Optional.empty();
    }
    observer.rejected("queue_full");
    return Optional.of(full);
  }

  private void work(BatchRunner runner) {
    try (runner) {
      Inference carried = null;
      while (carried != null || !closed || !queue.isEmpty()) {
        try {
          Inference first = carried == null ? queue.take() : carried;
          List<Inference> batch = new ArrayList<>();
          batch.add(first);
          carried = gather(batch, runner);
          observer.pendingChanged(-batch.size());
          long start = nanoTime.getAsLong();
          runner.run(batch);
          remember((nanoTime.getAsLong() - start) / batch.size());
        } catch (InterruptedException woken) {
          // Only close() interrupts: the loop's condition decides.
        }
      }
    }
  }

  /// Adds what is queued, up to the rows of one batch; returns one that did not fit.
  private @Nullable Inference gather(List<Inference> batch, BatchRunner runner)
      throws InterruptedException {
    if (limits.maxRows() == 1) {
      return null;
    }
    long begin = nanoTime.getAsLong();
    long until = begin + limits.maxDelay().toNanos();
    batch.getFirst().gathered(begin);
    int rows = runner.rows(batch.getFirst());
    while (rows != RowLayout.ALONE && rows < limits.maxRows()) {
      long left = limits.maxDelay().isZero() ? 0 : until - nanoTime.getAsLong();
      Inference next = left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : queue.poll();
      if (next == null) {
        return null;
      }
      int more = runner.rows(next);
      if (more == RowLayout.ALONE || rows + more > limits.maxRows()) {
        return next;
      }
      next.gathered(nanoTime.getAsLong());
      batch.add(next);
      rows += more;
    }
    return null;
  }

  /// Moves a tenth of the way to the latest measurement.
  private void remember(long nanos) {
    long known = nanosPerRequest;
    nanosPerRequest = known == 0 ? nanos : known + (nanos - known) / 10;
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      try {
        while (!queue.isEmpty() && thread.isAlive()) {
          thread.join(Duration.ofMillis(5));
        }
        thread.interrupt();
        thread.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
