// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.measure.load.LoadSoFar;
import java.time.Duration;

/// A line to or from the measuring process: what it writes on its standard output, one JSON object
/// a line.
public sealed interface Message {

  /// The first and only line to the process: its work.
  record Order(Job job) implements Message {}

  /// The process and its native library are up.
  record Started() implements Message {}

  record Step(double fraction, String what) implements Message {}

  /// One of the [Phases] begins.
  record Began(String phase) implements Message {}

  record Over(String phase) implements Message {}

  /// A load that goes on, for who watches; not kept.
  record Seen(LoadSoFar load) implements Message {}

  /// A short phase is over.
  record PhaseEnded(String phase, Duration time) implements Message {}

  /// A block is measured; kept even if the whole is cancelled later.
  record Block(String phase, dev.slipway.measure.load.Block block) implements Message {}

  /// @param result in the form of what the job asks for
  record Done(JsonNode result) implements Message {}

  record Failed(Problem problem) implements Message {}
}
