// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Durations;
import dev.slipway.base.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The arrival process of requests.
public sealed interface Arrival {

  /// A fixed number of clients, each waiting for its answer before it asks again. Says what the
  /// model can do, not what users wait: while an answer is late nobody asks, so that a stall of
  /// many requests is seen by one.
  record Closed(int concurrency) implements Arrival {}

  /// Independent users: exponential gaps at a mean rate, from a seed.
  record Poisson(Rate rate, long seed) implements Arrival {}

  /// Equal gaps.
  record Constant(Rate rate) implements Arrival {}

  /// Independent users who come together: for a while at a higher rate, then for a while nobody.
  ///
  /// @param rate the mean over both
  record Burst(Rate rate, Duration on, Duration off, long seed) implements Arrival {}

  /// As they once came: at the times of a [TraceFile].
  ///
  /// @param rate the trace's own mean
  record Trace(Path file, Rate rate) implements Arrival {}

  /// Requests a second, on average; empty in closed loop, where the answers decide.
  default Optional<Rate> mean() {
    return switch (this) {
      case Closed _ -> Optional.empty();
      case Poisson(Rate rate, long _) -> Optional.of(rate);
      case Constant(Rate rate) -> Optional.of(rate);
      case Burst(Rate rate, Duration _, Duration _, long _) -> Optional.of(rate);
      case Trace(Path _, Rate rate) -> Optional.of(rate);
    };
  }

  /// In a word or two, as `120/s in bursts`.
  default String brief() {
    return switch (this) {
      case Closed(int clients) -> clients == 1 ? "1 client" : clients + " clients";
      case Poisson(Rate rate, long _) -> rate.toString();
      case Constant(Rate rate) -> "a constant " + rate;
      case Burst(Rate rate, Duration _, Duration _, long _) -> rate + " in bursts";
      case Trace(Path file, Rate rate) -> rate + " as in " + file.getFileName();
    };
  }

  /// In a sentence for a person who waits.
  default String sentence() {
    return switch (this) {
      case Closed(int clients) ->
          clients == 1 ? "one client, asking again and again" : clients + " clients";
      case Poisson(Rate rate, long _) -> "independent users, " + rate;
      case Constant(Rate rate) -> "requests in equal gaps, " + rate;
      case Burst(Rate rate, Duration on, Duration off, long _) ->
          "independent users in bursts of %s with pauses of %s, %s on average"
              .formatted(Durations.text(on), Durations.text(off), rate);
      case Trace(Path file, Rate rate) ->
          "requests as in " + file.getFileName() + ", " + rate + " on average";
    };
  }
}
