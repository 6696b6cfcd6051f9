// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.execution.ExecutionObserver;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads that make tensors of what takes longer to read than JSON of numbers, so that connections
/// are read meanwhile. Few may wait for them: each holds what a caller sent.
final class PreparingThreads implements AutoCloseable {

  private static final int WAITING = 64;

  private final ThreadPoolExecutor threads;
  private final ExecutionObserver observer;

  /// @param count none is started before there is work
  /// @param observer hears of what is refused
  PreparingThreads(int count, ExecutionObserver observer) {
    this.observer = observer;
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new DefaultThreadFactory("prepare", true));
    threads.allowCoreThreadTimeOut(true);
  }

  /// @throws InferenceException when too many wait
  void run(Runnable work) throws InferenceException {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException full) {
      observer.rejected("queue_full");
      throw new InferenceException(
          Kind.UNAVAILABLE, "%d requests wait to be prepared already".formatted(WAITING));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
