// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.measure.service.ServedCapacity;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.TDistribution;

/// What a service will be able to serve, with how far off that may be.
///
/// @param likely as predicted
/// @param because what the range rests on
public record Forecast(Rate low, Rate likely, Rate high, String because) {

  /// Of the forecast's benchmark, with a whole core or more, and with a part of one.
  private static final double BAR = 0.15;

  private static final double BAR_OF_PART = 0.2;

  /// Fewer forecasts than this tell nothing of how much they differ.
  private static final int ENOUGH = 3;

  private static final double CONFIDENCE = 0.9;

  /// By which share of what was measured a forecast for so many cores may be off.
  public static double bar(double cores) {
    return cores < 1 ? BAR_OF_PART : BAR;
  }

  /// Three earlier forecasts for this project, or more, give the interval in which the next one
  /// falls nine times in ten: Student's t on the logarithm of measured over predicted, as of one
  /// more value of a normal distribution. Fewer are added to what the benchmark allows. The range
  /// always holds the forecast itself.
  ///
  /// @param cores of the container
  /// @param pairs those for a part of a core count for a part of one, the others for the others
  static Forecast of(Rate likely, double cores, List<ServedCapacity.Pair> pairs) {
    double[] off =
        pairs.stream()
            .filter(pair -> (pair.cores() < 1) == (cores < 1))
            .filter(pair -> pair.measured().perSecond() > 0 && pair.predicted().perSecond() > 0)
            .mapToDouble(pair -> -Math.log1p(pair.error()))
            .toArray();
    if (off.length < ENOUGH) {
      double bar = bar(cores);
      String because =
          "%s either way, the bar of the forecast's benchmark".formatted(Numbers.percent(bar));
      return within(
          likely,
          Math.min(-Math.log1p(bar), DoubleStream.of(off).min().orElse(0)),
          Math.max(-Math.log1p(-bar), DoubleStream.of(off).max().orElse(0)),
          off.length == 0 ? because : because + ", and " + said(off.length));
    }
    double mean = DoubleStream.of(off).average().orElseThrow();
    double squares = DoubleStream.of(off).map(each -> (each - mean) * (each - mean)).sum();
    int freedom = off.length - 1;
    double half =
        TDistribution.of(freedom).inverseSurvivalProbability((1 - CONFIDENCE) / 2)
            * Math.sqrt(squares / freedom * (1 + 1.0 / off.length));
    return within(likely, Math.min(0, mean - half), Math.max(0, mean + half), said(off.length));
  }

  private static String said(int forecasts) {
    return "what %d earlier forecast%s of this project turned out to be"
        .formatted(forecasts, forecasts == 1 ? "" : "s");
  }

  private static Forecast within(Rate likely, double low, double high, String because) {
    return new Forecast(
        new Rate(likely.perSecond() * Math.exp(low)),
        likely,
        new Rate(likely.perSecond() * Math.exp(high)),
        because);
  }

  /// `1,200/s, between 1,040 and 1,410/s`.
  @Override
  public String toString() {
    return "%s, between %s and %s".formatted(likely, Numbers.brief(low.perSecond()), high);
  }
}
