// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.admission;

/// A connection as its port sees it.
public interface Connection {

  /// Not waiting for its peer: a request of it is being answered.
  long SERVED = Long.MAX_VALUE;

  /// Since when it waits for its peer, for a request or the rest of one, of [System#nanoTime]; or
  /// [#SERVED]. Asked by any thread, and may be a moment old.
  long waitingSince();

  /// Others need its place, or it has been without a request for too long. Called by any thread;
  /// whether it still waits is for the connection to see.
  ///
  /// @param full whether a place is needed
  void leave(boolean full);

  /// Closes it, whatever it does.
  void close();
}
