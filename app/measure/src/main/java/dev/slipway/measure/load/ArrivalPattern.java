// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How the requests of an open loop are spread over time, whatever their rate turns out to be.
public sealed interface ArrivalPattern {

  /// The options of a command line that choose it, such as `--arrival burst:2s/8s`; none for the
  /// default.
  default List<String> options() {
    return switch (this) {
      case Poisson poisson -> List.of();
      case Constant constant -> List.of("--arrival", "constant");
      case Burst burst -> List.of("--arrival", "burst:" + span(burst.on) + "/" + span(burst.off));
      case Trace trace -> List.of("--arrival", "trace:" + trace.file);
    };
  }

  private static String span(Duration span) {
    return span.toMillisPart() == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
  }

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
