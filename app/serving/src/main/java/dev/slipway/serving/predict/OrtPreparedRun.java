// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.OrtException;
import dev.slipway.serving.tensor.Tensor;
import java.util.Map;

/// A bound request that can be run many times.
final class OrtPreparedRun implements PreparedRun {

  private OrtRun run;
  private Map<String, Tensor> outputs;
  private boolean pinned = true;

  /// @param outputs what the request is answered
  OrtPreparedRun(OrtRun run, Map<String, Tensor> outputs) {
    this.run = run;
    this.outputs = outputs;
  }

  @Override
  public void run() throws InferenceException {
    try {
      run.run();
    } catch (OrtException failure) {
      if (!pinned) {
        throw OrtPredictor.failed(failure);
      }
      runUnpinned();
    }
    outputs = run.outputs();
  }

  /// Other data may give outputs of another shape than those that were observed.
  private void runUnpinned() throws InferenceException {
    try {
      OrtRun free = run.unpinned();
      run.close();
      run = free;
      pinned = false;
      run.run();
    } catch (OrtException failure) {
      throw OrtPredictor.failed(failure);
    }
  }

  @Override
  public Map<String, Tensor> outputs() {
    return outputs;
  }

  @Override
  public void close() {
    run.close();
  }
}
