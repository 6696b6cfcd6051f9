// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import java.math.BigDecimal;

/// A value of the plan that somebody set by hand.
///
/// @param value in the unit of the plan's key
/// @param note who wants it so, and why
public record SetByHand(BigDecimal value, String note) {

  /// Longer notes belong into a document.
  public static final int LONGEST_NOTE = 200;

  public SetByHand {
    // 4 and 4.0 are the same value.
    BigDecimal least = value.stripTrailingZeros();
    value = least.scale() < 0 ? least.setScale(0) : least;
    note = note.strip();
  }
}
