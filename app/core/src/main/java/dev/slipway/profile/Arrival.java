// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;

/// How requests come.
public sealed interface Arrival {

  /// A fixed number of clients, each waiting for its answer before it asks again. Says what the
  /// model can do, not what users wait.
  record Closed(int concurrency) implements Arrival {}

  /// Independent users: exponential gaps at a mean rate, from a seed.
  record Poisson(Rate rate, long seed) implements Arrival {}

  /// Equal gaps.
  record Constant(Rate rate) implements Arrival {}
}
