// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/// A loaded model that answers predictions. Safe for use by several threads.
public interface Predictor extends AutoCloseable {

  /// The inputs that each prediction must give, in the model's order.
  List<TensorSpec> inputs();

  /// The outputs that each prediction gives, in the model's order.
  List<TensorSpec> outputs();

  /// Answers one request: every input by name, every output by name, in the model's order.
  ///
  /// @throws InferenceException when the inputs do not fit or the model fails on them
  Map<String, Tensor> predict(Map<String, Tensor> inputs) throws InferenceException;

  /// Binds inputs once, so that the same prediction can be run again and again without building
  /// tensors for each call. Data written into the inputs' buffers between runs is seen by the next.
  ///
  /// @throws InferenceException when the inputs do not fit or the model fails on them
  PreparedRun prepare(Map<String, Tensor> inputs) throws InferenceException;

  @Override
  void close();
}
