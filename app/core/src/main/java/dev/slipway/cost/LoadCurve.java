// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How many requests arrive in each part of a day, so that their mean and their peak are those that
/// were stated.
///
/// @param steps parts of a day of 24 hours, in the order of the day
/// @param steepest the fastest rise, in requests a second within a second
public record LoadCurve(List<Step> steps, double steepest) {

  public LoadCurve {
    steps = List.copyOf(steps);
  }

  /// A part of a day with an even rate.
  ///
  /// @param rate requests a second
  public record Step(double rate, double hours) {}

  private static final double[] OFFICE = {
    .02, .02, .02, .02, .02, .05, .15, .4, .8, 1, 1, .95, .8, .9, 1, 1, .9, .6, .3, .15, .1, .06,
    .04, .03
  };
  private static final double[] EVENING = {
    .3, .15, .08, .05, .05, .06, .1, .2, .3, .35, .4, .45, .5, .5, .5, .5, .55, .65, .8, .95, 1, 1,
    .85, .55
  };

  /// Weights to a higher power than this would be peaks, not a day.
  private static final double SHARPEST = 2.5;

  private static final double BURST_HOURS = 0.25;

  /// Bursts of which nobody says how fast they rise, do so within a minute: before a replica that
  /// they call for has started.
  public static final Duration USUAL_RAMP = Duration.ofMinutes(1);

  private LoadCurve(List<Step> steps) {
    this(steps, fastest(steps));
  }

  /// The curve of a shape: each hour's rate is the peak times its weight to a power that makes the
  /// mean right. A peak that is too high to be an hour's rate comes as a burst of a quarter of an
  /// hour within the busiest hour. Rates rise as fast as is stated; else evenly from one hour to
  /// the next, or within the length of a burst.
  public static LoadCurve of(Traffic traffic) {
    LoadCurve curve = day(traffic);
    return traffic
        .ramp()
        .or(() -> traffic.shape() == LoadShape.BURSTY ? Optional.of(USUAL_RAMP) : Optional.empty())
        .map(ramp -> curve.rising(ramp.toNanos() / 1e9))
        .orElse(curve);
  }

  private LoadCurve rising(double seconds) {
    return new LoadCurve(steps, (peak() - average()) / Math.max(0.001, seconds));
  }

  private static LoadCurve day(Traffic traffic) {
    double peak = traffic.peak().perSecond();
    double average = Math.min(traffic.average().perSecond(), peak);
    if (peak == 0) {
      return new LoadCurve(List.of(new Step(0, 24)));
    }
    double[] weights =
        switch (traffic.shape()) {
          case FLAT, BURSTY -> flat();
          case OFFICE_HOURS -> OFFICE;
          case EVENING_PEAK -> EVENING;
        };
    double share = average / peak;
    return mean(weights, SHARPEST) > share
        ? withBurst(weights, average, peak)
        : hourly(weights, power(weights, share), peak);
  }

  private static double[] flat() {
    double[] weights = new double[24];
    Arrays.fill(weights, 1);
    return weights;
  }

  private static LoadCurve hourly(double[] weights, double power, double peak) {
    List<Step> steps = new ArrayList<>();
    for (double weight : weights) {
      steps.add(new Step(peak * Math.pow(weight, power), 1));
    }
    return new LoadCurve(steps);
  }

  private static LoadCurve withBurst(double[] weights, double average, double peak) {
    double burst = Math.min(BURST_HOURS, 12 * average / peak);
    double busiest = (24 * average - burst * peak) / (24 * mean(weights, SHARPEST) - burst);
    List<Step> steps = new ArrayList<>();
    boolean placed = false;
    for (double weight : weights) {
      double rate = busiest * Math.pow(weight, SHARPEST);
      boolean here = !placed && weight == 1;
      steps.add(new Step(rate, here ? 1 - burst : 1));
      if (here) {
        steps.add(new Step(peak, burst));
        placed = true;
      }
    }
    return new LoadCurve(steps);
  }

  private static double mean(double[] weights, double power) {
    double sum = 0;
    for (double weight : weights) {
      sum += Math.pow(weight, power);
    }
    return sum / weights.length;
  }

  private static double power(double[] weights, double share) {
    double low = 0;
    double high = SHARPEST;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (mean(weights, middle) > share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  public double peak() {
    return steps.stream().mapToDouble(Step::rate).max().orElse(0);
  }

  public double lowest() {
    return steps.stream().mapToDouble(Step::rate).min().orElse(0);
  }

  public double average() {
    return steps.stream().mapToDouble(step -> step.rate * step.hours).sum() / 24;
  }

  /// The largest rise within a time, in requests a second.
  public double rise(Duration within) {
    return Math.min(peak() - lowest(), steepest * within.toNanos() / 1e9);
  }

  private static double fastest(List<Step> steps) {
    double fastest = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step now = steps.get(i);
      Step next = steps.get((i + 1) % steps.size());
      double hours = Math.min(1, next.hours);
      fastest = Math.max(fastest, (next.rate - now.rate) / (hours * 3600));
    }
    return fastest;
  }
}
