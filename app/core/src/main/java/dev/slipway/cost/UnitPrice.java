// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import java.math.BigDecimal;

/// What one unit costs, in a unit that the compiler knows.
///
/// @param <Q> the only kind of quantity it can be multiplied with
public record UnitPrice<Q extends Quantity>(Money each, Stamp stamp) {

  public Money of(Q quantity) {
    return each.times(quantity.count());
  }

  /// The same, dearer or cheaper by a factor.
  public UnitPrice<Q> times(BigDecimal factor, Stamp because) {
    return new UnitPrice<>(each.times(factor), because);
  }
}
