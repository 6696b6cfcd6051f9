// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.nio.file.Path;
import java.time.Duration;

/// How the requests of an open loop are spread over time, whatever their rate turns out to be.
public sealed interface ArrivalPattern {

  /// Independent users, the default.
  record Poisson() implements ArrivalPattern {}

  /// Equal gaps, as from a timer: kinder than users are.
  record Constant() implements ArrivalPattern {}

  /// Independent users who come together.
  record Burst(Duration on, Duration off) implements ArrivalPattern {

    public Burst {
      if (!on.isPositive() || off.isNegative()) {
        throw new IllegalArgumentException("a burst needs time: " + on + ", " + off);
      }
    }
  }

  /// At the times of a [TraceFile], at its own rate.
  record Trace(Path file) implements ArrivalPattern {}
}
