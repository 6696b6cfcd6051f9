// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

/// Takes requests and runs them, possibly several at once.
public sealed interface InferenceExecutor extends AutoCloseable
    permits LoopExecutor, WorkerExecutor {

  /// Runs the request soon, or refuses it at once; either way its completion is told.
  void submit(Inference inference);

  /// Runs what was accepted, then stops.
  @Override
  void close();
}
