// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.objective.Objectives.Traffic;
import java.util.ArrayList;
import java.util.List;

/// How many requests arrive in each part of a day, so that their mean and their peak are those that
/// were stated.
///
/// @param steps parts of a day of 24 hours, in the order of the day
public record LoadCurve(List<Step> steps) {

  public LoadCurve {
    steps = List.copyOf(steps);
  }

  /// A part of a day with an even rate.
  ///
  /// @param rate requests a second
  public record Step(double rate, double hours) {}

  private static final double[] FLAT = new double[24];
  private static final double[] OFFICE = {
    .02, .02, .02, .02, .02, .05, .15, .4, .8, 1, 1, .95, .8, .9, 1, 1, .9, .6, .3, .15, .1, .06,
    .04, .03
  };
  private static final double[] EVENING = {
    .3, .15, .08, .05, .05, .06, .1, .2, .3, .35, .4, .45, .5, .5, .5, .5, .55, .65, .8, .95, 1, 1,
    .85, .55
  };

  static {
    java.util.Arrays.fill(FLAT, 0.5);
    FLAT[12] = 1;
  }

  /// The curve of a shape: each hour's rate is the peak times its weight to a power that makes the
  /// mean right. Where the mean is too small for a whole hour at the peak, the peak is shorter.
  public static LoadCurve of(Traffic traffic) {
    double peak = traffic.peak().perSecond();
    double average = Math.min(traffic.average().perSecond(), peak);
    double[] weights =
        switch (traffic.shape()) {
          case FLAT -> FLAT;
          case OFFICE_HOURS -> OFFICE;
          case EVENING_PEAK -> EVENING;
        };
    if (peak == 0) {
      return new LoadCurve(List.of(new Step(0, 24)));
    }
    double share = average / peak;
    double power = power(weights, share);
    List<Step> steps = new ArrayList<>();
    double mean = mean(weights, power);
    double shorter = mean > share ? share / mean : 1;
    for (double weight : weights) {
      double rate = peak * Math.pow(weight, power);
      steps.add(new Step(rate, shorter));
      if (shorter < 1) {
        steps.add(new Step(0, 1 - shorter));
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
    double high = 60;
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

  /// Requests a second over the day.
  public double average() {
    return steps.stream().mapToDouble(s -> s.rate * s.hours).sum() / 24;
  }

  public double peak() {
    return steps.stream().mapToDouble(Step::rate).max().orElse(0);
  }

  public double lowest() {
    return steps.stream().mapToDouble(Step::rate).min().orElse(0);
  }

  /// The largest rise within so many seconds, in requests a second, if rates change evenly from one
  /// hour to the next.
  public double steepest(double seconds) {
    double steepest = 0;
    for (int i = 0; i < steps.size(); i++) {
      double next = steps.get((i + 1) % steps.size()).rate;
      steepest = Math.max(steepest, next - steps.get(i).rate);
    }
    return steepest * Math.min(1, seconds / 3600);
  }
}
