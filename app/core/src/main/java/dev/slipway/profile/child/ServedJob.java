// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.profile.ServedHere;
import dev.slipway.profile.ServingCost;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The same requests to the serving runtime, which runs in another process of this machine.
///
/// @param alone what the model alone was asked to do
/// @param url of the service
/// @param process its number, by which its CPU time is told from that of others
public record ServedJob(ProfileJob alone, URI url, long process) implements Job {

  /// The model's name in the service.
  public static final String MODEL = "measured";

  /// What it found.
  ///
  /// @param cost of a request; empty in a first look, and where the service answered wrongly
  public record Served(ServedHere here, Optional<ServingCost> cost) {}

  /// CPU nanoseconds of the service so far; 0 where it has ended.
  long cpu() {
    return ProcessHandle.of(process)
        .flatMap(service -> service.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElse(0L);
  }
}
