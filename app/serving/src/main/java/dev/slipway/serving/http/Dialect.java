// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// How predictions are asked for and answered on one path.
interface Dialect {

  /// Reads a whole request; its tensors lie in `memory`.
  ///
  /// @throws InferenceException where the caller must change it
  Question read(Exchange exchange, PooledMemory memory) throws InferenceException;

  /// What was asked.
  interface Question {

    Optional<String> id();

    Map<String, Tensor> inputs();

    /// @param outputs every output of the model, in its order
    /// @throws InferenceException when an output cannot be written
    Answer answer(Map<String, Tensor> outputs) throws InferenceException;
  }
}
