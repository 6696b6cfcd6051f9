// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import java.time.Instant;
import java.util.Optional;

/// A stored result, and whether it still holds.
///
/// @param stale what changed since; empty while it holds
/// @param command the command line that makes it again
public record Recorded<T>(T value, Instant at, Optional<String> stale, String command) {

  /// The same, with what others know of it.
  public Recorded<T> with(T told) {
    return new Recorded<>(told, at, stale, command);
  }

  /// The same, with another reason why it does not hold any more; empty while it holds.
  public Recorded<T> stale(Optional<String> because) {
    return new Recorded<>(value, at, because, command);
  }
}
