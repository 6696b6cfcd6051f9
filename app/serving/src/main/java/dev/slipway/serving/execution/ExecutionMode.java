// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

/// Where the model runs.
public enum ExecutionMode {
  /// Measured at warm-up: LOOP for fast models, WORKER for slow ones.
  AUTO,
  /// On the thread that reads the connection: no hand-over, no queue.
  LOOP,
  /// On worker threads behind a bounded queue, so that connections never wait behind the model.
  WORKER
}
