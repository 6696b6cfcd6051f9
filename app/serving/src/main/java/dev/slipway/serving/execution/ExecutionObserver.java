// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

/// Hears of every run of the model and every refusal.
public interface ExecutionObserver {

  void executed(int requests, int rows, long computeNanos);

  /// @param reason `queue_full`, `deadline` or `abandoned`
  void rejected(String reason);

  /// More (or, if negative, fewer) requests wait.
  void pendingChanged(int by);
}
