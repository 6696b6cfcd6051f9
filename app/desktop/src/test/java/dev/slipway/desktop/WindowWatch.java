// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;

/// Watches how long the window's thread computes without a pause. It counts the processor's time,
/// not the wall's, so that a busy machine changes nothing: a beat goes through the window's queue
/// every few milliseconds, and what that thread has used since the beat before was used by what lay
/// between the two.
final class WindowWatch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(4);

  /// After which the stack is looked at.
  private static final Duration LONG = Duration.ofMillis(30);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int FRAMES = 14;

  /// The longest time without a pause.
  ///
  /// @param where what the thread was seen doing, the last sample
  record Busy(Duration cpu, String where) {
    @Override
    public String toString() {
      return cpu.toMillis()
          + " ms of the window's thread"
          + (where.isEmpty() ? "" : ", in\n" + where);
    }
  }

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Busy> longest = new AtomicReference<>(new Busy(Duration.ZERO, ""));
  private final AtomicReference<Thread> window = new AtomicReference<>();
  private final AtomicLong used = new AtomicLong(-1);

  private WindowWatch() {
    Thread.ofPlatform().daemon().name("window-watch").start(this::watch);
  }

  static WindowWatch begin() {
    return new WindowWatch();
  }

  /// Until now.
  Busy longest() {
    return longest.get();
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      ended.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      do {
        beat();
      } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The toolkit is gone, and with it what was watched.
      stopped.countDown();
    } finally {
      ended.countDown();
    }
  }

  private void beat() throws InterruptedException {
    var passed = new CountDownLatch(1);
    var spent = new AtomicLong();
    Platform.runLater(() -> {
      window.set(Thread.currentThread());
      long now = THREADS.getCurrentThreadCpuTime();
      long before = used.getAndSet(now);
      spent.set(before < 0 ? 0 : now - before);
      passed.countDown();
    });
    List<StackTraceElement[]> seen = new ArrayList<>();
    while (!passed.await(LONG.toMillis(), TimeUnit.MILLISECONDS)) {
      Thread watched = window.get();
      if (watched != null && seen.size() < 400) {
        seen.add(watched.getStackTrace());
      }
      if (stopped.getCount() == 0) {
        return;
      }
    }
    if (!isPicture(seen)) {
      var busy = new Busy(Duration.ofNanos(spent.get()), where(seen));
      longest.accumulateAndGet(busy, (a, b) -> a.cpu().compareTo(b.cpu()) >= 0 ? a : b);
    }
  }

  /// Whether most of it was a [Picture], which a test takes and no user does.
  private static boolean isPicture(List<StackTraceElement[]> seen) {
    long pictures =
        seen.stream()
            .filter(stack ->
                Stream.of(stack)
                    .anyMatch(frame -> frame.getClassName().equals(Picture.class.getName())))
            .count();
    return 2 * pictures > seen.size();
  }

  /// The sample in the middle, from the innermost of our own calls on.
  private static String where(List<StackTraceElement[]> seen) {
    return seen.isEmpty()
        ? ""
        : Stream.of(seen.get(seen.size() / 2))
            .filter(frame -> !frame.getClassName().startsWith("java."))
            .limit(FRAMES)
            .map(frame -> "  " + frame)
            .collect(Collectors.joining("\n"));
  }
}
