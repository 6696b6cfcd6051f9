// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javafx.application.Platform;

/// The one bridge to the thread that the window belongs to.
public final class WindowThread implements Executor {

  @Override
  public void execute(Runnable work) {
    Platform.runLater(work);
  }

  /// Waits until the window has done it.
  public void await(Runnable work) throws InterruptedException {
    try {
      CompletableFuture.runAsync(work, this).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
