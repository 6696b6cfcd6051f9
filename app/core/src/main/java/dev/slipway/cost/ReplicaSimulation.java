// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.Arrays;
import java.util.SplittableRandom;

/// One replica with one worker, request by request, at independent arrivals. Routing at random
/// shares such arrivals among replicas so that each has independent ones again: what one does, all
/// do.
final class ReplicaSimulation {

  private static final int REQUESTS = 40_000;
  private static final int WARM_UP = REQUESTS / 10;
  private static final long SEED = 1;

  private ReplicaSimulation() {}

  /// The time in seconds from arrival to answer that a share of requests stays within: waits by
  /// Lindley's recursion (1952), each request waiting for what is left of the one before.
  ///
  /// @param rate arrivals a second at this replica; below one over the mean time
  static double quantile(ServiceTimes times, double rate, double share) {
    var random = new SplittableRandom(SEED);
    double[] responses = new double[REQUESTS];
    double wait = 0;
    for (int i = -WARM_UP; i < REQUESTS; i++) {
      double response = wait + times.sample(random.nextInt(times.count()));
      if (i >= 0) {
        responses[i] = response;
      }
      double gap = -Math.log1p(-random.nextDouble()) / rate;
      wait = Math.max(0, response - gap);
    }
    Arrays.sort(responses);
    return responses[Math.clamp((int) Math.ceil(share * REQUESTS) - 1, 0, REQUESTS - 1)];
  }
}
