// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/// A predictor with a process of its own. Closing the predictor ends the process.
record ProcessPredictor(IsolatedRuntime runtime, Predictor model) implements Predictor {

  @Override
  public List<TensorSpec> inputs() {
    return model.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return model.outputs();
  }

  @Override
  public Map<String, Tensor> predict(Map<String, Tensor> request) throws InferenceException {
    return model.predict(request);
  }

  @Override
  public PreparedRun prepare(Map<String, Tensor> request) throws InferenceException {
    return model.prepare(request);
  }

  @Override
  public void close() {
    runtime.close();
  }
}
