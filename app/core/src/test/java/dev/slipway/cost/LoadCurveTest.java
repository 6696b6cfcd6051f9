// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Rate;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoadCurveTest {

  @ParameterizedTest
  @EnumSource(LoadShape.class)
  void hasTheStatedMeanAndPeak(LoadShape shape) {
    for (double average : new double[] {0.5, 3, 20, 60, 120}) {
      LoadCurve curve = LoadCurve.of(new Traffic(new Rate(average), new Rate(120), shape));

      assertEquals(average, average(curve), 1e-6 * average + 1e-4, shape + " " + average);
      assertEquals(120, curve.peak(), 1e-9);
      assertEquals(24, curve.steps().stream().mapToDouble(LoadCurve.Step::hours).sum(), 1e-9);
    }
  }

  @Test
  void officesAreQuietAtNight() {
    LoadCurve curve =
        LoadCurve.of(new Traffic(new Rate(20), new Rate(120), LoadShape.OFFICE_HOURS));

    assertTrue(curve.steps().get(3).rate() < 1, curve.toString());
    assertTrue(curve.rise(Duration.ofHours(1)) > 20, curve.toString());
  }

  @Test
  void burstsRiseWithinAMinuteUnlessARampIsStated() {
    Rate average = new Rate(5);
    Rate peak = new Rate(20_000);

    LoadCurve bursty = LoadCurve.of(new Traffic(average, peak, LoadShape.BURSTY));
    LoadCurve stated =
        LoadCurve.of(
            new Traffic(average, peak, LoadShape.BURSTY, Optional.of(Duration.ofMinutes(20))));

    assertEquals(19_995.0 / 2, bursty.rise(Duration.ofSeconds(30)), 1);
    assertEquals(bursty.peak() - bursty.lowest(), bursty.rise(Duration.ofMinutes(2)), 1e-9);
    assertEquals(19_995.0 / 10, stated.rise(Duration.ofMinutes(2)), 1);
  }

  /// A peak of 4,000 times the average lasts ten seconds: it cannot take an hour to come.
  @Test
  void aShortPeakRisesWithinItsOwnLength() {
    LoadCurve curve = LoadCurve.of(new Traffic(new Rate(5), new Rate(20_000), LoadShape.FLAT));

    assertEquals(curve.peak() - curve.lowest(), curve.rise(Duration.ofMinutes(3)), 1e-9);
  }

  @Test
  void nothingArrivesWhereNothingIsStated() {
    assertEquals(0, average(LoadCurve.of(new Traffic(new Rate(0), new Rate(0), LoadShape.FLAT))));
  }

  /// Requests a second over the day.
  private static double average(LoadCurve curve) {
    return curve.steps().stream().mapToDouble(step -> step.rate() * step.hours()).sum() / 24;
  }
}
