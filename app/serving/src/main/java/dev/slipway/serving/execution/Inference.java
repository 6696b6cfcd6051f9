// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.Tensor;
import java.util.Map;

/// One request on its way through the model. Exactly one method of the completion is called, once.
public final class Inference {

  /// Where the answer goes. Called on the thread that ran the model: tensors are valid only during
  /// the call.
  public interface Completion {
    void answered(Map<String, Tensor> outputs, Timing timing);

    void failed(InferenceException failure);
  }

  /// Time spent waiting, and in the model; requests of one batch share the latter.
  ///
  /// @param batchNanos part of the wait: for others to share a run with
  public record Timing(long queueNanos, long batchNanos, long computeNanos) {}

  private final Map<String, Tensor> inputs;
  private final Completion completion;
  private final long submittedAt;
  private final long deadline;
  private volatile boolean abandoned;
  private long gatheredAt;
  private boolean gathered;

  /// @param submittedAt of [System#nanoTime]
  /// @param deadline of [System#nanoTime]; not started after it
  public Inference(
      Map<String, Tensor> inputs, long submittedAt, long deadline, Completion completion) {
    this.inputs = inputs;
    this.completion = completion;
    this.submittedAt = submittedAt;
    this.deadline = deadline;
  }

  /// The caller is gone: not worth running any more. Its completion is told so all the same.
  public void abandon() {
    abandoned = true;
  }

  /// The model is free for it, and a batch is being gathered around it.
  void gathered(long now) {
    gatheredAt = now;
    gathered = true;
  }

  /// What a run that lasted so long took of its time.
  Timing timing(long start, long computeNanos) {
    return new Timing(start - submittedAt, gathered ? start - gatheredAt : 0, computeNanos);
  }

  Map<String, Tensor> inputs() {
    return inputs;
  }

  Completion completion() {
    return completion;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  boolean isLate(long now) {
    return now - deadline > 0;
  }

  long nanosLeft(long now) {
    return deadline - now;
  }
}
