// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

/// What a load is put on, as one worker sees it: one request at a time.
public interface LoadTarget extends AutoCloseable {

  /// Sends one request and waits for its answer.
  ///
  /// @param input which of the inputs to send, from 0
  /// @return whether the answer was a right one
  boolean send(int input) throws InterruptedException;

  @Override
  void close();

  /// Opens one target a worker.
  interface Source {

    /// How many different inputs there are.
    int inputs();

    /// Where the work is done.
    Place place();

    LoadTarget open();
  }

  /// Where the answers are made.
  enum Place {
    /// In this process: its CPU time is the model's.
    HERE,
    /// In another process: this one's CPU time is the client's.
    ELSEWHERE
  }
}
