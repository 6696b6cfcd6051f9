// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.Problem;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Looks each second whether the ledger is still in its place and sound, on a thread of its own, so
/// that nobody works on for nothing.
public final class LedgerWatch implements AutoCloseable {

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ledger-watch").factory());

  private final Future<?> looking;

  private LedgerWatch(Runnable look) {
    looking = clock.scheduleWithFixedDelay(look, 1, 1, TimeUnit.SECONDS);
  }

  /// @param trouble what is wrong with the ledger now
  /// @param window runs what belongs to the window's thread
  public static LedgerWatch begin(
      Supplier<Optional<Problem>> trouble, Session session, Executor window) {
    return new LedgerWatch(() -> {
      Optional<Problem> now = trouble.get();
      window.execute(() -> session.ledgerProperty().set(now));
    });
  }

  @Override
  public void close() {
    looking.cancel(true);
    clock.shutdownNow();
  }
}
