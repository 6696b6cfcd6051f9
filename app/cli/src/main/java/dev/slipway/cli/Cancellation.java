// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Handles Ctrl-C: interrupts the working thread, which keeps what it has measured before the
/// process ends.
final class Cancellation {

  /// Long enough to write what was measured, short enough that nobody presses the key again.
  private static final long PATIENCE_MILLIS = 2_000;

  private final Thread worker;
  private final CountDownLatch finished = new CountDownLatch(1);

  Cancellation(Thread worker) {
    this.worker = worker;
  }

  /// The worker is through: nothing is left to interrupt.
  void done() {
    finished.countDown();
  }

  Thread hook() {
    return new Thread(this::interruptAndWait, "cancel");
  }

  private void interruptAndWait() {
    if (finished.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      finished.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
