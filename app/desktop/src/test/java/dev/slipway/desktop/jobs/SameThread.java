// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs work at once, on the thread that asks, so that a test needs neither window nor waiting.
public final class SameThread extends AbstractExecutorService {

  private boolean shut;

  /// Jobs whose work is through when they are returned.
  public static Jobs jobs(Consumer<Job> onFailure) {
    return new Jobs(onFailure, Runnable::run, new SameThread(), InstantSource.system());
  }

  @Override
  public void execute(Runnable work) {
    work.run();
  }

  @Override
  public void shutdown() {
    shut = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shut = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shut;
  }

  @Override
  public boolean isTerminated() {
    return shut;
  }

  @Override
  public boolean awaitTermination(long time, TimeUnit unit) {
    return shut;
  }
}
