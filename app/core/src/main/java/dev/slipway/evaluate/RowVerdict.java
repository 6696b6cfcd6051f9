// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.evaluate.Metric.Task;
import dev.slipway.model.FeatureMap;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/// Says of single rows whether the model tells their class rightly.
public final class RowVerdict {

  private final Answers answers;

  /// @throws ProblemException where the model does not answer with a class
  public RowVerdict(List<TensorSpec> outputs, FeatureMap names) throws ProblemException {
    this.answers = new Answers(outputs, names);
    if (answers.task() != Task.CLASS) {
      throw Problem.input(
              "predict.no-classes",
              "There is no misclassified row to find",
              "The model does not answer with one of several classes.",
              "Pick a row of the holdout instead.")
          .asException();
    }
  }

  public boolean isWrong(Map<String, Tensor> answer, String truth) throws ProblemException {
    return !isClass(answer, truth);
  }

  /// Whether the model answers with a class.
  public boolean isClass(Map<String, Tensor> answer, String name) throws ProblemException {
    return isSame(answers.classOf(answer), name);
  }

  /// Whether two words name one class, such as `1` and `1.0`.
  public static boolean isSame(String one, String other) {
    return one.equals(other)
        || (Cells.number(one).isPresent() && Cells.number(one).equals(Cells.number(other)));
  }
}
