// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.workbench.history.History.Pair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class HistoryTest {

  private static final Instant MONDAY = Instant.parse("2026-11-23T10:00:00Z");
  private static final Found OLD = number("1.0.0+aaa", 0, "cost.month", "200 USD", 200);
  private static final Found AGAIN = number("1.0.0+aaa", 60, "cost.month", "160 USD", 160);
  private static final Found NOW = number("1.1.0+bbb", 3600, "cost.month", "240 USD", 240);
  private static final Found SMOKE =
      new Found(
          "a.smoke", "1.1.0+bbb", MONDAY.plusSeconds(7200), "passed", "", OptionalDouble.empty());

  private final History history = new History(List.of(), List.of(OLD, NOW, AGAIN, SMOKE));

  private static Found number(String release, int later, String key, String text, double value) {
    return new Found(
        key, release, MONDAY.plusSeconds(later), text, "USD", OptionalDouble.of(value));
  }

  @Test
  void aTrendRunsFromTheOldestToTheNewestValue() {
    assertEquals(List.of(OLD, AGAIN, NOW), history.of(Trend.MONTH));
    assertEquals(List.of("1.1.0+bbb", "1.0.0+aaa"), history.releases());
  }

  @Test
  void twoReleasesAreComparedByTheirLastValuesTheMainNumbersFirst() {
    List<Pair> pairs = history.compared("1.0.0+aaa", "1.1.0+bbb");

    assertEquals(
        List.of(
            new Pair("cost.month", Optional.of(AGAIN), Optional.of(NOW)),
            new Pair("a.smoke", Optional.empty(), Optional.of(SMOKE))),
        pairs);
    assertEquals(
        List.of(Optional.of(0.5), Optional.empty()), pairs.stream().map(Pair::change).toList());
    assertEquals(
        List.of(false, false),
        history.compared("1.1.0+bbb", "1.1.0+bbb").stream().map(Pair::differs).toList());
  }
}
