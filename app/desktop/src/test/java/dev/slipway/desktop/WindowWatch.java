// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.desktop.look.Layout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.application.Platform;

/// Watches how long the window's thread computes without a pause. It counts the processor's time,
/// not the wall's, so that a busy machine changes nothing: a beat goes through the window's queue
/// every few milliseconds, and what that thread has used since the beat before was used by what lay
/// between the two.
final class WindowWatch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(4);

  /// After which the stack is looked at, and between two looks.
  private static final Duration LOOK = Duration.ofMillis(5);

  private static final int MOST_LOOKS = 2_000;

  /// `-Dwatch.prints=60` prints all that took longer than so many milliseconds.
  private static final Duration PRINTS =
      Duration.ofMillis(Integer.getInteger("watch.prints", Integer.MAX_VALUE));

  private static final String LOOKS = Layout.class.getPackageName() + ".";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// The longest time without a pause.
  ///
  /// @param where what the thread was seen doing, as a [CallTree]; empty where nothing was seen
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
    while (!passed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      Thread watched = window.get();
      if (watched != null && seen.size() < MOST_LOOKS) {
        seen.add(watched.getStackTrace());
      }
      if (stopped.getCount() == 0) {
        return;
      }
    }
    Duration cpu = Duration.ofNanos(spent.get());
    if (isOfTheTest(seen)) {
      return;
    }
    if (cpu.compareTo(longest.get().cpu()) > 0) {
      longest.set(new Busy(cpu, CallTree.of(seen).toString()));
    }
    if (cpu.compareTo(PRINTS) > 0) {
      System.out.println(new Busy(cpu, CallTree.of(seen).toString()));
    }
  }

  /// Whether most of it was a [Picture], or a look for what cannot be read, which a test takes and
  /// no user does.
  private static boolean isOfTheTest(List<StackTraceElement[]> seen) {
    long tests =
        seen.stream().filter(stack -> Stream.of(stack).anyMatch(WindowWatch::isOfTheTest)).count();
    return 2 * tests > seen.size();
  }

  private static boolean isOfTheTest(StackTraceElement frame) {
    return frame.getClassName().equals(Picture.class.getName())
        || frame.getClassName().startsWith(LOOKS);
  }
}
