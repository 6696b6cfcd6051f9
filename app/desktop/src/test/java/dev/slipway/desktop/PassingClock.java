// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that goes on only where a test says so.
final class PassingClock extends Clock {

  private final AtomicReference<Instant> now;

  PassingClock(Instant begin) {
    now = new AtomicReference<>(begin);
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
