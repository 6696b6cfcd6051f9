// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.inspect.Inspection;
import dev.slipway.request.InputSizes;
import dev.slipway.score.ScoringMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;

/// What a plan needs to know of a model and its requests.
///
/// @param file size of the model file
/// @param inputs how large requests are
/// @param rowsTogether whether rows of several requests may run together: a dynamic first axis
/// @param answers bytes of the answers to a row that is scored in batch
public record ModelFacts(Bytes file, InputSizes inputs, boolean rowsTogether, long answers) {

  /// @param sizes of the requests that the model was measured with
  public static ModelFacts of(Inspection inspection, InputSizes sizes) {
    List<TensorSpec> inputs = inspection.signature().inputs();
    return new ModelFacts(
        inspection.model().size(),
        sizes,
        !inputs.isEmpty() && inputs.stream().allMatch(TensorSpec::hasDynamicRows),
        ScoringMemory.answers(inspection.signature()));
  }
}
