// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often a model passes that is worse than the champion by just as much as it may not be. No
/// sample is drawn: every count of rows that only one of the two answers right is judged, and
/// weighed with its probability.
final class ChampionFalsePassTest {

  private static final double UNLIKELY = 1e-12;

  /// Rates of disagreement from the least that there can be to every second row.
  @ParameterizedTest
  @CsvSource({
    "5, 0",
    "8, 0",
    "10, 0.05",
    "20, 0",
    "20, 0.2",
    "30, 0",
    "30, 0.1",
    "40, 0",
    "40, 0.02",
    "40, 0.05",
    "50, 0",
    "50, 0.005",
    "114, 0.01",
    "114, 0.02",
    "114, 0.05",
    "500, 0.01",
    "500, 0.02",
    "500, 0.05"
  })
  void atMostOneInFortyPasses(int rows, double allowed) {
    for (double apart : new double[] {allowed, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5}) {
      if (apart >= allowed) {
        double passes = falsePasses(rows, allowed, apart);
        assertTrue(
            passes <= 0.025,
            "%d rows, %s worse, %s of them apart: %.4f".formatted(rows, allowed, apart, passes));
      }
    }
  }

  /// @param apart share of the rows that only one of the two answers right
  static double falsePasses(int rows, double allowed, double apart) {
    double[] logFactorial = new double[rows + 1];
    IntStream.rangeClosed(1, rows)
        .forEach(i -> logFactorial[i] = logFactorial[i - 1] + Math.log(i));
    double onlyCandidate = (apart - allowed) / 2;
    double onlyChampion = (apart + allowed) / 2;
    double passes = 0;
    for (int won = 0; won <= rows; won++) {
      for (int lost = 0; won + lost <= rows; lost++) {
        int same = rows - won - lost;
        double probability =
            Math.exp(
                logFactorial[rows]
                    - logFactorial[won]
                    - logFactorial[lost]
                    - logFactorial[same]
                    + times(won, onlyCandidate)
                    + times(lost, onlyChampion)
                    + times(same, 1 - apart));
        if (probability > UNLIKELY && isPassed(won, lost, rows, allowed)) {
          passes += probability;
        }
      }
    }
    return passes;
  }

  private static double times(int count, double probability) {
    return count == 0 ? 0 : count * Math.log(probability);
  }

  private static boolean isPassed(int won, int lost, int rows, double allowed) {
    return switch (ChampionComparison.outcome(
        PairedDifference.shares(PairedShares.difference(won, lost, rows), rows), allowed)) {
      case BETTER, NOT_WORSE -> true;
      case WORSE, INCONCLUSIVE -> false;
    };
  }
}
