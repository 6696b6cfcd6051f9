// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Runs the model on the connection's own thread: what one round of reading brought in becomes one
/// batch. No lock, no other thread; all calls come from that thread. What one round may bring in is
/// bounded, so that under overload the rest is refused at once.
public final class LoopExecutor implements InferenceExecutor {

  private final Executor loop;
  private final BatchRunner runner;
  private final int most;
  private final ExecutionObserver observer;
  private final InferenceException full;
  private List<Inference> waiting = new ArrayList<>();

  /// @param most requests that may wait
  LoopExecutor(Executor loop, BatchRunner runner, int most, ExecutionObserver observer) {
    this.loop = loop;
    this.runner = runner;
    this.most = most;
    this.observer = observer;
    this.full = full(most);
  }

  static InferenceException full(int length) {
    return new InferenceException(
        InferenceException.Kind.UNAVAILABLE, "the queue of %d is full".formatted(length));
  }

  @Override
  public Optional<InferenceException> refusal() {
    if (waiting.size() < most) {
      return Optional.empty();
    }
    observer.rejected("queue_full");
    return Optional.of(full);
  }

  @Override
  public void submit(Inference inference) {
    Optional<InferenceException> refusal = refusal();
    if (refusal.isPresent()) {
      inference.completion().failed(refusal.get());
      return;
    }
    proceed(inference);
  }

  @Override
  public void proceed(Inference inference) {
    waiting.add(inference);
    if (waiting.size() == 1) {
      loop.execute(this::flush);
    }
  }

  private void flush() {
    List<Inference> batch = waiting;
    waiting = new ArrayList<>();
    runner.run(batch);
  }

  @Override
  public void close() {
    runner.close();
  }
}
