// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.cost.CostRange;
import dev.slipway.desktop.profile.SearchViewModel.MeasuredPoint;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.workbench.search.PricedSearch.Priced;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SearchWordsTest {

  private static PointReading measured(double rows) {
    return new PointReading(
        new SearchSpace.Point(2, 64, 4, "NONE", "as it is"),
        Duration.ofSeconds(1),
        rows,
        Duration.ofNanos(7350),
        Duration.ofNanos(110),
        new Bytes(128 << 20),
        0.02,
        Duration.ofSeconds(2),
        Optional.empty());
  }

  @Test
  void saysMillionsOfRowsInShort() {
    assertEquals("12.3 M", SearchWords.rows(measured(12_271_966)));
    assertEquals("9,876", SearchWords.rows(measured(9876)));
    assertEquals("8.5", SearchWords.rows(measured(8.5)));
  }

  @Test
  void copiesAllDigitsOfTheRows() {
    var seen = new MeasuredPoint(priced(Optional.empty(), "no offer keeps it"), true, true, false);

    assertEquals("12,271,966", SearchWords.cells(seen).get(5));
  }

  @Test
  void saysWhatAMonthCostsOrWhyNobodyKnows() {
    var month = new CostRange(Money.usd("180"), Money.usd("203.04"), Money.usd("250"), false);
    var known =
        new MeasuredPoint(priced(Optional.of(month), "3 × aws m7i.large"), true, true, false);
    var unknown =
        new MeasuredPoint(priced(Optional.empty(), "no offer keeps it"), true, true, false);

    assertEquals("203 USD", SearchWords.cost(known));
    assertEquals(
        "A month of the stated traffic: 180 to 250 USD, 3 × aws m7i.large. Each row is a request of"
            + " its own, and as many run together as the batch says.",
        SearchWords.costOf(known));
    assertEquals("no price", SearchWords.cost(unknown));
    assertEquals("No price: no offer keeps it.", SearchWords.costOf(unknown));
    assertEquals("no price", SearchWords.cells(unknown).get(9));
  }

  private static Priced priced(Optional<CostRange> month, String because) {
    return new Priced(measured(12_271_966), month, because);
  }
}
