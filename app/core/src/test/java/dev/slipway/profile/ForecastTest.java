// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Rate;
import dev.slipway.measure.service.ServedCapacity.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ForecastTest {

  private static final Rate LIKELY = new Rate(1_000);

  @Test
  void isAsFarOffAsTheBenchmarkAllowsWhereNothingIsKnownOfTheProject() {
    assertEquals(
        "1,000/s, between 870 and 1,180/s; 15 % either way, the bar of the forecast's benchmark",
        said(Forecast.of(LIKELY, 1, List.of())));
    assertEquals(
        "1,000/s, between 833 and 1,250/s; 20 % either way, the bar of the forecast's benchmark",
        said(Forecast.of(LIKELY, 0.5, List.of())));
  }

  @Test
  void holdsWhatAFewForecastsTurnedOutToBe() {
    assertEquals(
        "1,000/s, between 700 and 1,180/s; 15 % either way, the bar of the forecast's benchmark,"
            + " and what 1 earlier forecast of this project turned out to be",
        said(Forecast.of(LIKELY, 1, List.of(pair(1, 700), pair(0.5, 400)))));
  }

  /// Logarithms 0.9, 0.95 and 1 of what was predicted: mean −0.0522, deviation 0.0527; 2.92 of them
  /// times √(4/3) either way.
  @Test
  void isAnIntervalOfTheProjectsOwnForecastsOnceThereAreSome() {
    assertEquals(
        "1,000/s, between 795 and 1,130/s; what 3 earlier forecasts of this project turned out to"
            + " be",
        said(Forecast.of(LIKELY, 2, List.of(pair(1, 900), pair(1, 950), pair(4, 1_000)))));
  }

  @Test
  void alwaysHoldsTheForecastItself() {
    Forecast low = Forecast.of(LIKELY, 1, List.of(pair(1, 500), pair(1, 501), pair(1, 502)));

    assertEquals(LIKELY, low.high());
    assertTrue(low.low().perSecond() < 502, low.toString());
  }

  /// Nine times in ten at least, of services that are off by chance and for good.
  @Test
  void theNextMeasurementFallsIntoIt() {
    var random = new Random(7);
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      double offset = 0.1 * random.nextGaussian();
      List<Pair> pairs = new ArrayList<>();
      for (int j = 0; j < 3 + i % 8; j++) {
        pairs.add(pair(1, 1_000 * Math.exp(offset + 0.05 * random.nextGaussian())));
      }
      Forecast forecast = Forecast.of(LIKELY, 1, pairs);
      double next = 1_000 * Math.exp(offset + 0.05 * random.nextGaussian());
      held += forecast.low().perSecond() <= next && next <= forecast.high().perSecond() ? 1 : 0;
    }
    assertTrue(held >= 0.89 * 2_000, held + " of 2,000");
  }

  private static Pair pair(double cores, double measured) {
    return new Pair(cores, LIKELY, new Rate(measured));
  }

  private static String said(Forecast forecast) {
    return forecast + "; " + forecast.because();
  }
}
