// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import dev.slipway.serving.tensor.Tensor;
import java.util.Map;

/// A prediction with its inputs and outputs bound. For one thread at a time.
public interface PreparedRun extends AutoCloseable {

  /// Runs the model once.
  void run() throws InferenceException;

  /// The outputs of the latest run, and before the first of what was prepared; the next run may
  /// write into the same buffers.
  Map<String, Tensor> outputs();

  @Override
  void close();
}
