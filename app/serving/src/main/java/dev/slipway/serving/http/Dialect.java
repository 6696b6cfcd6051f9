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

  /// What was asked, and how an answer to it is written.
  record Question(Optional<String> id, Map<String, Tensor> inputs, Written written) {}

  /// Writes an answer.
  @FunctionalInterface
  interface Written {

    /// @param outputs every output of the model, in its order
    /// @throws InferenceException when an output cannot be written
    Answer of(Map<String, Tensor> outputs) throws InferenceException;
  }
}
