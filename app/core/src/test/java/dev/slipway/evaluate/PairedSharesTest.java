// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tango's score interval of the difference between two shares of the same rows.
final class PairedSharesTest {

  /// Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables (2017), chapter 8:
  /// airway hyper-responsiveness (Bentur et al. 2009) and complete response (Cavo et al. 2012); the
  /// digits are those of their R package contingencytables and of ratesci.
  @ParameterizedTest
  @CsvSource({
    "1, 7, 21, -0.286, -0.517, -0.026, 0.00051",
    "6, 16, 161, -0.0621, -0.1240, -0.0054, 0.000051"
  })
  void holdsTheIntervalsOfTheLiterature(
      int won, int lost, int rows, double value, double low, double high, double digit) {
    Interval found = PairedShares.difference(won, lost, rows, 0);

    assertEquals(value, found.value(), digit);
    assertEquals(low, found.low(), digit);
    assertEquals(high, found.high(), digit);
    Interval other = PairedShares.difference(lost, won, rows, 0);
    assertEquals(-found.low(), other.high(), 1e-12);
    assertEquals(-found.high(), other.low(), 1e-12);
  }

  /// Where nothing disagrees the equation has a solution in one line: z² / (n + z²).
  @ParameterizedTest
  @CsvSource({"40", "114", "500"})
  void modelsThatAgreeOnEveryRowMayDifferOnOthers(int rows) {
    Interval found = PairedShares.difference(0, 0, rows, 0);

    double z = 1.959963984540054;
    assertEquals(z * z / (rows + z * z), found.high(), 1e-9);
    assertEquals(-z * z / (rows + z * z), found.low(), 1e-9);
    Interval judgedBy = PairedShares.difference(0, 0, rows);
    assertEquals(found.high(), judgedBy.high(), 0.13 * found.high());
    assertTrue(judgedBy.high() > found.high() && judgedBy.low() < found.low());
  }

  @Test
  void anIntervalHoldsItsValueAndNoImpossibleDifference() {
    for (int rows = 1; rows <= 12; rows++) {
      for (int won = 0; won <= rows; won++) {
        for (int lost = 0; won + lost <= rows; lost++) {
          Interval found = PairedShares.difference(won, lost, rows);
          assertTrue(found.low() >= -1 && found.high() <= 1, found.toString());
          assertTrue(found.high() - found.low() > 0.1, found.toString());
        }
      }
    }
    assertEquals(1, PairedShares.difference(9, 0, 9).high());
    assertEquals(-1, PairedShares.difference(0, 9, 9).low());
  }
}
