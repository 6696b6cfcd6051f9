// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Watches windows of answers until they have settled: the last medians agree, and the compiler is
/// quiet.
final class WarmUp {

  private static final int WINDOWS = 4;
  private static final double AGREE = 1.05;
  private static final double QUIET = 0.02;

  private final Deque<Window> last = new ArrayDeque<>();

  /// @param median of the answers in it
  /// @param compiling time that the compiler took meanwhile
  record Window(Duration length, Duration median, Duration compiling) {}

  /// Milliseconds that the compiler has taken so far.
  static long compiling() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  void add(Window window) {
    last.addLast(window);
    if (last.size() > WINDOWS) {
      last.removeFirst();
    }
  }

  boolean settled() {
    if (last.size() < WINDOWS) {
      return false;
    }
    long least = last.stream().mapToLong(w -> w.median().toNanos()).min().orElse(0);
    long most = last.stream().mapToLong(w -> w.median().toNanos()).max().orElse(0);
    Window newest = last.getLast();
    boolean quiet = newest.compiling().toNanos() <= QUIET * newest.length().toNanos();
    return most <= AGREE * least && quiet;
  }
}
