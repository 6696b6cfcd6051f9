// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;

/// Counts what a file makes of itself, and ends the reading where that is too much.
final class Meter {

  /// What a small value, such as a number, takes.
  static final int VALUE = 80;

  /// What a list, a dictionary or a call takes besides, while it is empty.
  static final int CONTAINER = 96;

  /// One place in a list, with what a growing list copies; or one pair of a dictionary.
  static final int PLACE = 16;

  static final int PAIR = 32;

  /// Between two looks at the clock.
  private static final int STEPS = 4096;

  private final Bounds bounds;
  private final long deadline;
  private long held;
  private long most;
  private long values;
  private long unpacked;
  private long steps;

  Meter(Bounds bounds) {
    this.bounds = bounds;
    this.deadline = System.nanoTime() + bounds.time().toNanos();
  }

  Bounds bounds() {
    return bounds;
  }

  /// Bytes that are held now.
  long held() {
    return held;
  }

  /// The most bytes that were held at once.
  long most() {
    return most;
  }

  /// One more value.
  void value() throws MalformedException {
    places(1, VALUE);
  }

  /// Places of a container that are filled, each of so many bytes.
  void places(long count, int each) throws MalformedException {
    work(count);
    values += count;
    if (values > bounds.values()) {
      throw new MalformedException(
          "it holds more than %d values".formatted(bounds.values()), false);
    }
    hold(count * each);
  }

  /// Bytes that will be held; asked before they are.
  void hold(long bytes) throws MalformedException {
    if (bytes < 0 || bytes > bounds.held() - held) {
      throw new MalformedException(
          "what it describes takes more than the %d MB of memory that it may have"
              .formatted(bounds.held() >> 20),
          false);
    }
    held += bytes;
    most = Math.max(most, held);
  }

  void release(long bytes) {
    held -= bytes;
  }

  void depth(int depth) throws MalformedException {
    if (depth > bounds.depth()) {
      throw new MalformedException(
          "it nests values more than %d deep".formatted(bounds.depth()), false);
    }
  }

  /// Bytes that came out of the file.
  void unpack(long bytes) throws MalformedException {
    unpacked += bytes;
    if (unpacked > bounds.unpacked()) {
      throw new MalformedException(
          "it unpacks to more than %d MB".formatted(bounds.unpacked() >> 20), false);
    }
  }

  long leftToUnpack() {
    return bounds.unpacked() - unpacked;
  }

  /// Steps of a loop that the file keeps going.
  void work(long count) throws MalformedException {
    steps += count;
    if (steps >= STEPS) {
      steps = 0;
      look();
    }
  }

  private void look() throws MalformedException {
    if (System.nanoTime() - deadline > 0) {
      throw new MalformedException(
          "reading it takes more than %d s".formatted(bounds.time().toSeconds()), false);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new MalformedException("reading it was cancelled", false);
    }
  }
}
