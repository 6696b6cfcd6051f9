// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
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
    assertTrue(alarm.falseTickets() <= 1.5 * alarm.falseAlarms(), alarm.toString());
  }

  @Test
  void theFixedLimitWouldCryWolfOnFiftyRows() {
    assertTrue(share(50, DriftCalibration.ALERT, 0) > 0.2);
    assertTrue(limit(TENTHS, 50) > 0.5);
    assertEquals(DriftCalibration.ALERT, limit(TENTHS, 500));
  }

  /// Tables of chi squared at 99.9 %: 13.816 for 2 degrees of freedom, 27.877 for 9. What is drawn
  /// of nearly empty bins may set the limit higher.
  @Test
  void theLimitForSmallWindowsIsAtLeastThatOfTheTables() {
    double three = 13.816 * (1.0 / 999 + 1.0 / 60);
    double ten = 27.877 * (1.0 / 1000 + 1.0 / 20);

    assertEquals(three, limit(Collections.nCopies(3, 333L), 60), 0.15 * three);
    assertTrue(limit(Collections.nCopies(10, 100L), 20) >= ten - 5e-5);
  }

  private static double limit(List<Long> counts, int window) {
    return DriftCalibration.of(counts, window).threshold();
  }

  @Test
  void aShiftOfHalfADeviationIsSeenInFiveHundredRows() {
    double limit = limit(TENTHS, 500);
    assertTrue(share(500, limit, 0.5) > 0.8);
    assertTrue(share(500, limit, 0.1) < 0.05);
  }

  @Test
  void aBinThatWasEmptyDoesNotMakeTheIndexInfinite() {
    double index = DriftCalibration.index(new long[] {100, 0}, new long[] {90, 10});
    assertTrue(index > 0.2 && index < 1, "index " + index);
  }

  /// What is promised is what the exported rules do: here they are computed as PromQL has them, on
  /// windows and references that are drawn row by row.
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
      above += ExportedIndex.of(learned, drawn(counts, window, random)) > limit ? 1 : 0;
    }
    assertTrue(above <= 10, above + " of 1000 windows pass " + limit);
  }

  @Test
  void theIndexIsThatOfTheExportedRules() {
    long[] learned = {700, 200, 99, 1, 0};
    long[] seen = {300, 180, 0, 15, 5};

    assertEquals(ExportedIndex.of(learned, seen), DriftCalibration.index(learned, seen), 1e-12);
  }

  /// 266 rows in 50 bins: the limit rises, and nothing is promised.
  @Test
  void aSmallReferenceInManyBinsPromisesNothing() {
    List<Long> sparse = new ArrayList<>(Collections.nCopies(16, 6L));
    sparse.addAll(Collections.nCopies(34, 5L));

    DriftCalibration.Alarm alarm = DriftCalibration.of(sparse, 500);

    assertTrue(alarm.threshold() > 0.45, alarm.toString());
    assertEquals("no promise: too few rows for so many bins", alarm.inWords());
    assertTrue(DriftCalibration.of(Collections.nCopies(10, 27L), 500).promised());
  }

  @Test
  void fewRowsFillFewBins() {
    assertEquals(
        List.of(2, 2, 6, 10, 10),
        Stream.of(3L, 25L, 60L, 100L, 1_000_000L).map(DriftCalibration::bins).toList());
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
