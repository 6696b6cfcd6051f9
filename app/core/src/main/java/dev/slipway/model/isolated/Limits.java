// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import java.time.Duration;

/// The limits after which a model's process is ended.
///
/// @param memory beyond what the process has before it opens the model
/// @param opening time to open it
/// @param answering time for one prediction
public record Limits(Bytes memory, Duration opening, Duration answering) {

  /// A model in memory is the file, its tensors, and those again in the layout of the kernels.
  private static final long TIMES_THE_WEIGHTS = 4;

  /// @param weights bytes of the model file and of the files with its weights
  public static Limits generous(Bytes weights) {
    long memory = TIMES_THE_WEIGHTS * weights.count() + Bytes.mebibytes(2048).count();
    return new Limits(new Bytes(memory), Duration.ofMinutes(5), Duration.ofMinutes(5));
  }
}
