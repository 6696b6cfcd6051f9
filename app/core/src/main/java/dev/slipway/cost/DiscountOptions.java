// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.cost.Quantity.Hours;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ways to pay less for the same machines: spot prices and commitments. Each stands apart and none
/// is in the totals, because a machine that is taken back at any time, or promised for years, is
/// another product.
final class DiscountOptions {

  private DiscountOptions() {}

  static List<String> of(Machine machine, double nodes, PriceBook book) {
    List<String> ways = new ArrayList<>();
    for (PriceBook.Commitment commitment : book.commitments(machine)) {
      ways.add(
          "reserved for "
              + commitment.term()
              + ": "
              + Numbers.percent(commitment.discount())
              + " off if used over "
              + Numbers.percent(1 - commitment.discount())
              + " of the time");
    }
    Optional<UnitPrice<Hours>> onDemand = book.hour(machine);
    if (machine.spot().isPresent() && onDemand.isPresent() && nodes > 2) {
      BigDecimal saved =
          onDemand
              .get()
              .each()
              .amount()
              .subtract(machine.spot().get().each().amount())
              .multiply(BigDecimal.valueOf((nodes - 2) * 730));
      ways.add(
          "spot for all but two nodes: %s less a month, taken back at any time"
              .formatted(
                  Numbers.money(
                      new Money(saved.max(BigDecimal.ZERO), onDemand.get().each().currency()))));
    } else if (machine.spotSaving().isPresent()) {
      ways.add(
          "spot saves "
              + Numbers.percent(machine.spotSaving().getAsDouble())
              + " on average (taken back "
              + machine.interruption()
              + " of months): an average, not a price");
    }
    return ways;
  }
}
