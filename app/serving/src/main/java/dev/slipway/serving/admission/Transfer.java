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

  /// Who holds more than so many times what came is only pretending to send.
  private static final int HOLLOW = 16;

  private final Owner owner;
  private final long began;

  // Guarded by the admission's lock.
  private long held;
  private boolean over;
  private double weight;

  private volatile long passed;
  private volatile boolean paused;
  private volatile boolean lasting;

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

  /// It may go on for ever, as long as nobody else needs its memory.
  public void last() {
    lasting = true;
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

  /// Whether it holds far more than has come of it.
  boolean isHollow() {
    return held > HOLLOW * passed;
  }

  /// What it holds for each byte that came, when it was weighed last.
  double weight() {
    return weight;
  }

  void weigh() {
    weight = held / (double) Math.max(1, passed);
  }

  boolean isLate(long now, AdmissionLimits limits) {
    return !paused && !lasting && now - began > limits.nanosFor(passed);
  }
}
