// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.PooledMemory;

/// Memory that one request has asked for beside its body. Its steps follow one another, on whatever
/// thread.
final class Held implements PooledMemory.Room, AutoCloseable {

  private final Admission admission;
  private long bytes;

  Held(Admission admission) {
    this.admission = admission;
  }

  /// Asks for more, before it is allocated.
  ///
  /// @throws InferenceException when there is no room
  void take(long more) throws InferenceException {
    if (!reserve(more, 0)) {
      throw admission.full();
    }
  }

  long bytes() {
    return bytes;
  }

  /// @param already a part of what it has
  @Override
  public boolean reserve(long more, long already) {
    boolean fits = admission.reserve(more, bytes);
    bytes += fits ? more : 0;
    return fits;
  }

  @Override
  public void giveBack(long less) {
    admission.giveBack(less);
    bytes -= less;
  }

  /// Gives all of it back.
  @Override
  public void close() {
    giveBack(bytes);
  }
}
