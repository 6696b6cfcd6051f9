// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Runs the model on the connection's own thread: what one round of reading brought in becomes one
/// batch. No lock, no queue, no other thread; all calls come from that thread.
public final class LoopExecutor implements InferenceExecutor {

  private final Executor loop;
  private final BatchRunner runner;
  private List<Inference> waiting = new ArrayList<>();

  LoopExecutor(Executor loop, BatchRunner runner) {
    this.loop = loop;
    this.runner = runner;
  }

  @Override
  public void submit(Inference inference) {
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
