// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.desktop.profile.SearchViewModel.Seen;
import dev.slipway.profile.PointReading;
import dev.slipway.profile.SearchSpace;
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
    assertEquals("8.50", SearchWords.rows(measured(8.5)));
  }

  @Test
  void copiesAllDigitsOfTheRows() {
    var seen = new Seen(measured(12_271_966), true, true, false);

    assertEquals("12,271,966", SearchWords.cells(seen).get(5));
  }
}
