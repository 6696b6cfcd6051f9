// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.admission;

import dev.slipway.serving.predict.InferenceException;

/// A request that has not wholly come, or an answer that has not wholly gone.
public final class Transfer {

  /// Whose transfer it is.
  @FunctionalInterface
  public interface Owner {

    /// The transfer is over. Called on any thread, perhaps when it has just been completed.
    void end(Transfer transfer, InferenceException why);
  }

  private final Owner owner;
  private final long began;

  // Guarded by the admission's lock.
  private long held;
  private boolean over;

  private volatile long passed;
  private volatile boolean paused;

  /// @param began of [System#nanoTime]
  public Transfer(Owner owner, long began) {
    this.owner = owner;
    this.began = began;
  }

  /// So many bytes have come or gone since it began.
  public void passed(long bytes) {
    passed = bytes;
  }

  /// While we ourselves do not read, nobody is slow.
  public void pause(boolean isPaused) {
    paused = isPaused;
  }

  void end(InferenceException why) {
    owner.end(this, why);
  }

  long began() {
    return began;
  }

  long held() {
    return held;
  }

  void holds(long bytes) {
    held = bytes;
  }

  boolean isOver() {
    return over;
  }

  void finish() {
    over = true;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isLate(long now, AdmissionLimits limits) {
    return !paused && now - began > limits.nanosFor(passed);
  }
}
