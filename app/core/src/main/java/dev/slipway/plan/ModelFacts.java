// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.inspect.Inspection;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;

/// What a plan needs to know of a model, as plain numbers from its inspection.
///
/// @param file size of the model file
/// @param rowBytes bytes of one row of all inputs in binary form
/// @param rowValues numbers or texts in one row of all inputs
/// @param rowsTogether whether rows of several requests may run together: a dynamic first axis
public record ModelFacts(Bytes file, long rowBytes, long rowValues, boolean rowsTogether) {

  /// A text is counted as this many bytes: a word or two.
  private static final int TEXT_BYTES = 16;

  public static ModelFacts of(Inspection inspection) {
    List<TensorSpec> inputs = inspection.signature().inputs();
    return new ModelFacts(
        inspection.model().size(),
        inputs.stream().mapToLong(input -> values(input) * bytes(input)).sum(),
        inputs.stream().mapToLong(ModelFacts::values).sum(),
        !inputs.isEmpty() && inputs.stream().allMatch(TensorSpec::hasDynamicRows));
  }

  private static int bytes(TensorSpec input) {
    int size = input.datatype().byteSize();
    return size > 0 ? size : TEXT_BYTES;
  }

  /// A dynamic axis counts as 1: what it may grow to is not in the file.
  private static long values(TensorSpec input) {
    long product = 1;
    for (Dimension dimension : input.shape()) {
      product *= dimension instanceof Dimension.Fixed(long size) ? Math.max(1, size) : 1;
    }
    return product;
  }
}
