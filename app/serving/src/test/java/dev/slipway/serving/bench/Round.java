// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// One stretch of load against one server.
///
/// @param perSecond answers a second
/// @param cpuMicros CPU of the server for each answer
/// @param foreign share of the machine's CPU that was neither the server's nor the generator's
record Round(double perSecond, double cpuMicros, double foreign) {

  /// What several rounds come to.
  record Rounds(List<Round> rounds) {

    double perSecond() {
      return median(Round::perSecond);
    }

    double cpuMicros() {
      return median(Round::cpuMicros);
    }

    double foreign() {
      return rounds.stream().mapToDouble(Round::foreign).max().orElse(0);
    }

    private double median(ToDoubleFunction<Round> value) {
      return Medians.of(rounds.stream().mapToDouble(value).toArray());
    }
  }
}
