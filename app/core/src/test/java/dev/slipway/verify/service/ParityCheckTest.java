// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// When an answer is the model's own.
final class ParityCheckTest {

  /// Where `output.non-finite` is `null`, JSON does not tell infinities from NaN.
  @Test
  void anInfinityThatTheServiceWritesAsNullIsTheModelsOwnAnswer() {
    Map<String, Tensor> written = Map.of("y", Tensor.floats(new long[] {2}, Float.NaN, 1));

    assertTrue(
        ParityCheck.same(
            written, Map.of("y", Tensor.floats(new long[] {2}, Float.NEGATIVE_INFINITY, 1))));
    assertFalse(ParityCheck.same(written, Map.of("y", Tensor.floats(new long[] {2}, 2, 1))));
  }
}
