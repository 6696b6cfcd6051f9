// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import java.util.Optional;

/// Takes requests and runs them, possibly several at once.
public sealed interface InferenceExecutor extends AutoCloseable
    permits LoopExecutor, WorkerExecutor {

  /// Why a request would be refused now, so that it need not even be read; counted when it is.
  Optional<InferenceException> refusal();

  /// Runs the request soon, or refuses it at once; either way its completion is told.
  void submit(Inference inference);

  /// As [#submit] for a further part of a request that ran in part already: neither the queue's
  /// length nor a guess of the wait refuses it, since what ran would be lost.
  void proceed(Inference inference);

  /// Runs what was accepted, then stops.
  @Override
  void close();
}
