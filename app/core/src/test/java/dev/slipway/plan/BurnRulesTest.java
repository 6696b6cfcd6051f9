// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.BurnKeys.Goal;
import dev.slipway.plan.BurnKeys.Window;
import dev.slipway.plan.Choice.Basis;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each objective has burn rates of its own, and an alert takes more bad requests than chance
/// gives.
final class BurnRulesTest {

  private static Draft planned(double availability, double latency) {
    Draft draft = new Draft();
    draft.put(PlanKeys.SLO_WINDOW, 30, Basis.RULE, "of the test");
    draft.put(PlanKeys.SLO_AVAILABILITY, availability, Basis.OBJECTIVE, "of the test");
    draft.put(PlanKeys.SLO_LATENCY_SHARE, latency, Basis.OBJECTIVE, "of the test");
    new BurnRules(draft).choose();
    return draft;
  }

  private static List<Double> rates(Draft draft, Goal goal) {
    return Arrays.stream(Window.values())
        .map(window -> draft.value(BurnKeys.of(goal, window).rate()))
        .toList();
  }

  private static List<Integer> least(Draft draft, Goal goal) {
    return Arrays.stream(Window.values())
        .map(window -> draft.value(BurnKeys.of(goal, window).least()))
        .toList();
  }

  @Test
  void derivesTheUsualRatesFromThirtyDays() {
    Draft draft = planned(0.999, 0.99);

    assertEquals(List.of(14.4, 6.0, 3.0, 1.0, 500.0), rates(draft, Goal.AVAILABILITY));
    assertEquals(List.of(14.4, 6.0, 3.0, 1.0, 50.0), rates(draft, Goal.LATENCY));
    assertEquals(List.of(6, 8, 14, 25, 1), least(draft, Goal.AVAILABILITY));
    assertEquals(List.of(6, 8, 14, 25, 2), least(draft, Goal.LATENCY));
  }

  @Test
  void aLatencyObjectiveOfTheMedianLeavesThePageOnAvailabilityAsItIs() {
    Draft draft = planned(0.999, 0.5);

    assertEquals(List.of(14.4, 6.0, 3.0, 1.0, 500.0), rates(draft, Goal.AVAILABILITY));
    assertEquals(List.of(0.0, 0.0, 1.8, 1.0, 0.0), rates(draft, Goal.LATENCY));
    assertEquals(List.of(0, 0), least(draft, Goal.LATENCY).subList(0, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "0.9, 9 6 3 1 5",
    "0.75, 3.6 3.6 3 1 0",
    "0.7, 0 0 3 1 0",
    "0.5, 0 0 1.8 1 0",
    "0.1, 0 0 0 1 0",
    "0.05, 0 0 0 0 0",
  })
  void aLooseObjectiveHasThePagesAndTicketsThatItCanReach(double objective, String rates) {
    Draft draft = planned(objective, 0.99);

    assertEquals(
        Arrays.stream(rates.split(" ")).map(Double::valueOf).toList(),
        rates(draft, Goal.AVAILABILITY));
  }

  /// The promise of the bound, with the exact tail of the binomial distribution.
  @ParameterizedTest
  @CsvSource({"0.9999", "0.999", "0.99", "0.95", "0.9", "0.75", "0.5"})
  void chanceHardlyEverGivesSoManyBadRequestsInAWindow(double objective) {
    Draft draft = planned(objective, 0.99);
    int judged = 0;
    for (Window window : Window.values()) {
      BurnKeys keys = BurnKeys.of(Goal.AVAILABILITY, window);
      double rate = draft.value(keys.rate());
      if (rate == 0) {
        continue;
      }
      double spent = (1 - objective) * Math.min(1, rate / 2);
      double told = (1 - objective) * rate;
      int least = draft.value(keys.least());
      for (double n = 1; n < 8 * least / told; n = Math.ceil(n * 1.3)) {
        int bad = Math.max(least, (int) Math.floor(told * n + 1e-9) + 1);
        double chance = tail((int) n, spent, bad);
        assertTrue(
            chance <= window.hours() / (365.25 * 24),
            window + " of " + (int) n + " requests: " + bad + " are bad in " + chance);
        judged++;
      }
    }
    assertTrue(judged > 20, "windows were judged: " + judged);
  }

  /// Of n requests at least so many are bad.
  private static double tail(int n, double share, int least) {
    double sum = 0;
    double log = 0;
    for (int k = 0; k <= n; k++) {
      if (k > 0) {
        log += Math.log((n - k + 1.0) / k);
      }
      if (k >= least) {
        double of = Math.exp(log + k * Math.log(share) + (n - k) * Math.log1p(-share));
        sum += of;
        if (k > n * share && of < 1e-20) {
          break;
        }
      }
    }
    return sum;
  }
}
