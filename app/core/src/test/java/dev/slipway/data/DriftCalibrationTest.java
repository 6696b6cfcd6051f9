// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the fixed limit of 0.2 does on small windows, and what the calibrated one does.
final class DriftCalibrationTest {

  private static final List<Long> TENTHS = Collections.nCopies(10, 1000L);

  @ParameterizedTest
  @CsvSource({"50", "100", "200", "500", "1000"})
  void aWindowWithoutChangeSeldomRaisesAnAlarm(int window) {
    DriftCalibration.Alarm alarm = DriftCalibration.of(TENTHS, window);

    assertTrue(alarm.falseAlarms() <= 0.01, alarm.toString());
    assertTrue(alarm.falseTickets() <= alarm.falseAlarms(), alarm.toString());
  }

  @Test
  void theFixedLimitWouldCryWolfOnFiftyRows() {
    assertTrue(share(50, DriftCalibration.ALERT, 0) > 0.2);
    assertTrue(DriftCalibration.threshold(10, 10_000, 50) > 0.5);
    assertEquals(DriftCalibration.ALERT, DriftCalibration.threshold(10, 10_000, 500));
  }

  /// Tables of chi squared at 99.9 %: 13.816 for 2 degrees of freedom, 27.877 for 9.
  @Test
  void theLimitForSmallWindowsIsThatOfTheTables() {
    assertEquals(13.816 * (1.0 / 1000 + 1.0 / 20), DriftCalibration.threshold(3, 1000, 20), 5e-5);
    assertEquals(27.877 * (1.0 / 1000 + 1.0 / 20), DriftCalibration.threshold(10, 1000, 20), 5e-5);
  }

  @Test
  void aShiftOfHalfADeviationIsSeenInFiveHundredRows() {
    double limit = DriftCalibration.threshold(10, 10_000, 500);
    assertTrue(share(500, limit, 0.5) > 0.8);
    assertTrue(share(500, limit, 0.1) < 0.05);
  }

  @Test
  void aBinThatWasEmptyDoesNotMakeTheIndexInfinite() {
    double index = DriftCalibration.index(new long[] {100, 0}, new long[] {90, 10});
    assertTrue(index > 0.2 && index < 1, "index " + index);
  }

  /// The exported rules keep shares above a floor, where the calibration adds half a row to a bin:
  /// on features that the limit was calibrated for, they cry wolf as seldom.
  @ParameterizedTest
  @CsvSource({
    "1000 1000 1000 1000 1000 1000 1000 1000 1000 1000, 500",
    "23 23 23 23 23 23 23 23 22 22, 500",
    "200 50 20 10 5 5 3 3 2 1 1 0, 500",
    "9000 900 90 9 1 0, 500",
    "150 78 0, 500",
    "9000 900 90 9 1 0, 5000"
  })
  void theRulesInPromQlSeldomRaiseAFalseAlarm(String reference, int window) {
    List<Long> counts = Arrays.stream(reference.split(" ")).map(Long::valueOf).toList();
    double limit = DriftCalibration.of(counts, window).threshold();
    long rows = counts.stream().mapToLong(Long::longValue).sum();
    var random = new SplittableRandom(12);
    int above = 0;
    for (int i = 0; i < 1000; i++) {
      long[] learned = drawn(counts, (int) rows, random);
      long[] seen = drawn(counts, window, random);
      double index = 0;
      for (int bin = 0; bin < seen.length; bin++) {
        double expected = Math.max(0.0001, (double) learned[bin] / rows);
        double share = Math.max(0.0001, (double) seen[bin] / window);
        index += (share - expected) * Math.log(share / expected);
      }
      above += index > limit ? 1 : 0;
    }
    assertTrue(above <= 10, above + " of 1000 windows pass " + limit);
  }

  private static long[] drawn(List<Long> counts, int rows, SplittableRandom random) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    long[] drawn = new long[counts.size()];
    for (int i = 0; i < rows; i++) {
      long at = random.nextLong(all);
      int bin = 0;
      while (at >= counts.get(bin)) {
        at -= counts.get(bin++);
      }
      drawn[bin]++;
    }
    return drawn;
  }

  /// How many of 400 windows of normal numbers, shifted by some deviations, pass a limit. Drawn row
  /// by row, unlike the calibration itself.
  private static double share(int window, double limit, double shift) {
    double[] bounds = {-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816};
    var random = new SplittableRandom(11);
    int above = 0;
    for (int i = 0; i < 400; i++) {
      long[] reference = counts(10_000, 0, bounds, random);
      long[] seen = counts(window, shift, bounds, random);
      above += DriftCalibration.index(reference, seen) > limit ? 1 : 0;
    }
    return above / 400.0;
  }

  private static long[] counts(int rows, double shift, double[] bounds, SplittableRandom random) {
    long[] counts = new long[bounds.length + 1];
    for (int i = 0; i < rows; i++) {
      double value = random.nextGaussian() + shift;
      int bin = 0;
      while (bin < bounds.length && value > bounds[bin]) {
        bin++;
      }
      counts[bin]++;
    }
    return counts;
  }
}
