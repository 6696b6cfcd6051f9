// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Does what nothing can interrupt, such as the first use of a library, which loads it, on a thread
/// of its own, so that a cancel need not wait for it. It goes on to its end then: it must change
/// nothing.
final class Uninterruptible {

  private Uninterruptible() {}

  /// @param what it is, as the thread's name
  static <T> T get(String what, Supplier<T> work) throws InterruptedException {
    var task = new FutureTask<>(work::get);
    Thread.ofPlatform().daemon().name(what).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException own -> throw own;
        case Error own -> throw own;
        case null, default -> throw new IllegalStateException(what + " failed", e.getCause());
      }
    }
  }
}
