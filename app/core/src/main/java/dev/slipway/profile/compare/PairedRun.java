// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.compare;

import dev.slipway.measure.machine.Environment;
import java.time.Duration;
import java.util.List;

/// What one start of a comparison found.
///
/// @param settled whether answers had settled when the rounds began
public record PairedRun(Environment environment, List<Round> rounds, boolean settled) {

  public PairedRun {
    rounds = List.copyOf(rounds);
  }

  /// A block of each, one after the other.
  ///
  /// @param again a second copy of A, which differs from A by nothing but chance
  public record Round(Reading a, Reading again, Reading b) {}

  /// @param median of the answers' times
  /// @param cpu processor time an inference
  /// @param foreign share of the machine that others used meanwhile
  public record Reading(Duration median, Duration cpu, double foreign) {}
}
