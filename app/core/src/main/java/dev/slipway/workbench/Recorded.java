// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import java.time.Instant;
import java.util.Optional;

/// A result as it was left behind, and whether it still holds.
///
/// @param stale what changed since; empty while it holds
/// @param command the command line that makes it again
public record Recorded<T>(T value, Instant at, Optional<String> stale, String command) {}
