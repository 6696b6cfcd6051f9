// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import java.util.concurrent.atomic.LongAdder;

/// What all connections of a listener share: how much is in flight, and whether they should end.
public final class Traffic {

  private final LongAdder inFlight = new LongAdder();
  private volatile boolean closing;

  void began() {
    inFlight.increment();
  }

  void ended() {
    inFlight.decrement();
  }

  /// Requests begun and not yet answered.
  public long inFlight() {
    return inFlight.sum();
  }

  /// From now on each answer closes its connection.
  public void closeAfterAnswers() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }
}
