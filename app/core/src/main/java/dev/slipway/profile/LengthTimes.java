// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.measure.load.Latencies;

/// How long the model takes for requests of about one length, asked for by one client. A request is
/// as long as the largest of its inputs: a text of 16 tokens as 16 numbers.
///
/// @param shortest values in the largest input of the shortest of them
/// @param longest the same of the longest
/// @param share of all the requests, 0 to 1
/// @param mean length of them
public record LengthTimes(
    long shortest, long longest, double share, double mean, Latencies service) {

  private static final Percentile P95 = new Percentile(95);

  /// `16` or `17 to 64`.
  public String words() {
    return shortest == longest
        ? Numbers.count(longest)
        : Numbers.count(shortest) + " to " + Numbers.count(longest);
  }

  /// Their 95th percentile; the mean where they were too few for it.
  public String time() {
    return time(service);
  }

  /// The same of any requests.
  public static String time(Latencies latencies) {
    return latencies
        .at(P95)
        .map(p95 -> "p95 " + Durations.text(p95.value()))
        .orElseGet(() -> "mean " + Durations.text(latencies.mean()));
  }

  /// What the model works off in a second: tokens, where its inputs are those.
  public double valuesPerSecond() {
    return mean / (service.mean().toNanos() / 1e9);
  }
}
