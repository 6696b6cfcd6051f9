// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;

/// An uncertain amount.
///
/// @param atLeast whether a price in it is unknown, so that the true amounts are higher
public record CostRange(Money low, Money likely, Money high, boolean atLeast) {}
