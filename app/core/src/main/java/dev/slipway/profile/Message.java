// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Problem;
import java.time.Duration;

/// A line of the measuring process: what it writes on its standard output, one JSON object a line.
sealed interface Message {

  /// The process and its native library are up.
  record Started() implements Message {}

  record Doing(double fraction, String what) implements Message {}

  /// A short phase is over.
  record Took(String phase, Duration time) implements Message {}

  /// A block is measured; kept even if the whole is cancelled later.
  record Block(String phase, dev.slipway.profile.Block block) implements Message {}

  record Done(Profile profile) implements Message {}

  record Failed(Problem problem) implements Message {}
}
