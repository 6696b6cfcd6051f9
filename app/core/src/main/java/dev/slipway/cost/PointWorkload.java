// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.measure.machine.Environment;
import dev.slipway.profile.search.PointReading;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The facts of a measured search point on which its cost depends. They are enough to tell
/// expensive points from cheap ones before any of them is profiled.
public final class PointWorkload {

  /// Of the two-sided interval that five parts give: the normal distribution at 96.875 %.
  private static final double SIDES = 2 * 1.863;

  private static final double UNKNOWN_SPREAD = 0.1;

  private static final int SAMPLES = 100;
  private static final int SLOW = 6;

  private PointWorkload() {}

  /// Each row is a request of its own, and as many run together as the point has rows a request.
  ///
  /// @param serving CPU of one request besides the model, where it was measured
  /// @param book knows the processor that was measured
  /// @param inputs how large the requests were
  public static Workload of(
      PointReading reading,
      Environment environment,
      Optional<Duration> serving,
      PriceBook book,
      InputSizes inputs) {
    return new Workload(
        times(reading, environment.cores()),
        reading.point().batch(),
        spread(reading),
        reading.cpu(),
        serving,
        Optional.empty(),
        reading.point().threads(),
        ReplicaSize.unserved(reading.memory()),
        Optional.empty(),
        starting(reading),
        Extrapolation.Origin.of(environment, book),
        List.of(),
        Workload.badge(inputs),
        inputs);
  }

  /// How long a worker is busy with a batch. Clients that ask again and again wait for clients ·
  /// batch / rows a second on average (Little's law); while they have more threads than the machine
  /// has cores, they wait for one another, and a worker is busy for its share of that only.
  ///
  /// Of a hundred samples with this mean, the slowest six are what was measured as the 95th
  /// percentile, which stands for all beyond it too. Where that is below the mean, or leaves
  /// nothing for the other samples, the mean alone.
  private static ServiceTimes times(PointReading reading, int cores) {
    double clients = reading.point().clients();
    double waited = clients * reading.point().batch() / reading.rows();
    double atOnce = Math.max(1, (double) cores / reading.point().threads());
    double busy = waited * Math.min(1, atOnce / clients);
    double slow = reading.latency().toNanos() / 1e9 * busy / waited;
    double other = (SAMPLES * busy - SLOW * slow) / (SAMPLES - SLOW);
    if (slow < busy || other <= 0) {
      return ServiceTimes.ofSeconds(busy);
    }
    double[] samples = new double[SAMPLES];
    Arrays.fill(samples, 0, SAMPLES - SLOW, other);
    Arrays.fill(samples, SAMPLES - SLOW, SAMPLES, slow);
    return ServiceTimes.ofSeconds(samples);
  }

  /// Standard deviation of the logarithm of the rows a second.
  private static double spread(PointReading reading) {
    return reading
        .spread()
        .filter(parts -> parts.rowsLow() > 0)
        .map(parts -> Math.log(parts.rowsHigh() / parts.rowsLow()) / SIDES)
        .orElse(UNKNOWN_SPREAD);
  }

  /// The process's start, the model's loading and the warm-up.
  private static Duration starting(PointReading reading) {
    Duration besides = reading.took().minus(reading.length());
    return besides.isNegative() ? Duration.ZERO : besides;
  }
}
