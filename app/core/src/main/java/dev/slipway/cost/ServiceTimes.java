// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.Arrays;
import java.util.List;

/// Measured times of one request in the worker, in seconds, scaled to a target: the time there is
/// `scale` times the measured one plus `shift`.
public final class ServiceTimes {

  private final double[] sorted;
  private final double rawMean;
  private final double rawVariance;
  private final double scale;
  private final double shift;

  private ServiceTimes(double[] sorted, double scale, double shift) {
    this.sorted = sorted;
    this.scale = scale;
    this.shift = shift;
    this.rawMean = Arrays.stream(sorted).average().orElse(0);
    this.rawVariance =
        Arrays.stream(sorted).map(s -> (s - rawMean) * (s - rawMean)).average().orElse(0);
  }

  private ServiceTimes(ServiceTimes measured, double scale, double shift) {
    this.sorted = measured.sorted;
    this.rawMean = measured.rawMean;
    this.rawVariance = measured.rawVariance;
    this.scale = scale;
    this.shift = shift;
  }

  /// From samples in seconds; at least one, none negative.
  public static ServiceTimes ofSeconds(double... samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0 || !(sorted[0] >= 0)) {
      throw new IllegalArgumentException("service times need samples, none negative");
    }
    return new ServiceTimes(sorted, 1, 0);
  }

  /// From samples in nanoseconds.
  public static ServiceTimes ofNanos(List<Long> samples) {
    return ofSeconds(samples.stream().mapToDouble(nanos -> nanos / 1e9).toArray());
  }

  /// The measured times, at so many times the speed and with so many seconds added to each.
  public ServiceTimes at(double speed, double addedSeconds) {
    if (!(speed > 0) || !(addedSeconds >= 0)) {
      throw new IllegalArgumentException("not a speed and a time: " + speed + ", " + addedSeconds);
    }
    return new ServiceTimes(this, 1 / speed, addedSeconds);
  }

  public int count() {
    return sorted.length;
  }

  public double mean() {
    return rawMean * scale + shift;
  }

  /// Variance divided by the squared mean.
  public double squaredVariation() {
    double mean = mean();
    return mean == 0 ? 0 : rawVariance * scale * scale / (mean * mean);
  }

  /// The value that a share of requests stays within, 0 to 1.
  public double quantile(double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.clamp(index, 0, sorted.length - 1)] * scale + shift;
  }

  /// The sample at a position, from 0.
  double sample(int index) {
    return sorted[index] * scale + shift;
  }
}
