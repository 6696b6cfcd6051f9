// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.evaluate.Metric.Task;
import dev.slipway.model.FeatureMap;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/// Says of single rows which number a regression answers with.
public final class RowError {

  private final Answers answers;

  /// @throws ProblemException where the model does not answer with a number
  public RowError(List<TensorSpec> outputs, FeatureMap names) throws ProblemException {
    this.answers = new Answers(outputs, names);
    if (answers.task() != Task.NUMBER) {
      throw Problem.input(
              "predict.no-number",
              "No row is off by a number",
              "The model does not answer with a number.",
              "Look at its confusion instead.")
          .asException();
    }
  }

  public double answer(Map<String, Tensor> answer) throws ProblemException {
    return answers.numberOf(answer);
  }
}
