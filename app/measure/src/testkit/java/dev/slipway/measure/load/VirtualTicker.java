// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands still until someone waits.
public final class VirtualTicker implements Ticker {

  private final AtomicLong now = new AtomicLong();

  @Override
  public long now() {
    return now.get();
  }

  @Override
  public long awaitUntil(long at) {
    now.accumulateAndGet(at, Math::max);
    return 0;
  }

  public void pass(long nanos) {
    now.addAndGet(nanos);
  }
}
