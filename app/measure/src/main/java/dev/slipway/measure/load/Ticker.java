// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The clock of a load. Tests give one that jumps.
public interface Ticker {

  /// Nanoseconds of a clock that only goes forward.
  long now();

  /// Waits until a time of [#now] has come.
  ///
  /// @return nanoseconds of CPU burnt while waiting
  long awaitUntil(long at) throws InterruptedException;

  /// The real clock: sleeps until shortly before, then spins, since sleeping wakes up late.
  static Ticker system(Duration spin) {
    return new SystemTicker(spin.toNanos());
  }

  /// @param spin how long before the time sleeping ends, in nanoseconds
  record SystemTicker(long spin) implements Ticker {
    @Override
    public long now() {
      return System.nanoTime();
    }

    @Override
    public long awaitUntil(long at) throws InterruptedException {
      long left = at - System.nanoTime();
      while (left > spin) {
        LockSupport.parkNanos(left - spin);
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted before the next request");
        }
        left = at - System.nanoTime();
      }
      if (left <= 0) {
        return 0;
      }
      while (System.nanoTime() < at) {
        Thread.onSpinWait();
      }
      return left;
    }
  }
}
