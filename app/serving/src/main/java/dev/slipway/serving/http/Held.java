// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.predict.InferenceException;

/// Memory that one request has asked for beside its body. Its steps follow one another, on whatever
/// thread.
final class Held implements AutoCloseable {

  private final Admission admission;
  private long bytes;

  Held(Admission admission) {
    this.admission = admission;
  }

  /// Asks for more, before it is allocated.
  ///
  /// @throws InferenceException when there is no room
  void take(long more) throws InferenceException {
    if (!admission.reserve(more)) {
      throw admission.full();
    }
    bytes += more;
  }

  void give(long less) {
    admission.giveBack(less);
    bytes -= less;
  }

  /// Gives all of it back.
  @Override
  public void close() {
    give(bytes);
  }
}
