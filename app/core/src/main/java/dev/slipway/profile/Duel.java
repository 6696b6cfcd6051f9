// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.time.Duration;
import java.util.List;

/// What one start of a comparison found.
///
/// @param settled whether answers had settled when the rounds began
record Duel(Environment environment, List<Round> rounds, boolean settled) {

  Duel {
    rounds = List.copyOf(rounds);
  }

  /// A block of each, one after the other.
  ///
  /// @param again a second copy of A, which differs from A by nothing but chance
  record Round(Reading a, Reading again, Reading b) {}

  /// @param median of the answers' times
  /// @param cpu processor time an inference
  /// @param foreign share of the machine that others used meanwhile
  record Reading(Duration median, Duration cpu, double foreign) {}
}
