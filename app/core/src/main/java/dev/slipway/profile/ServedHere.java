// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Responses;
import dev.slipway.measure.verdict.LatencyVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the serving runtime answered the project's own requests on this machine: in a process of its
/// own, over a socket, after it had been under load as long as the tier warms up.
///
/// @param load in open loop: at the peak, or at what one process can take of it; its foreign CPU is
///   what neither client nor service used
/// @param verdicts one for each latency objective
/// @param responses to judge by other limits; empty where no limit was stated
/// @param single one client that asks again and again: nothing waits
/// @param most answers a second while many clients always had a request under way
public record ServedHere(
    Block load,
    List<LatencyVerdict> verdicts,
    Optional<Responses> responses,
    Block single,
    Rate most) {

  public ServedHere {
    verdicts = List.copyOf(verdicts);
  }

  /// What disturbed its loads; empty when nothing did.
  public List<String> disturbed() {
    return Stream.concat(load.invalid().stream(), single.invalid().stream()).distinct().toList();
  }

  /// What a request takes besides the model while nothing waits: the client's own part, sockets,
  /// HTTP, reading, writing. Zero where the model alone was measured to take longer.
  ///
  /// @param inference mean time of the model alone
  public Duration besides(Duration inference) {
    Duration rest = single.service().mean().minus(inference);
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
