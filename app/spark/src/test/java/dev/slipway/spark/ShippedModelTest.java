// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import org.junit.jupiter.api.Test;

/// What goes to the executors is the model that each row names.
final class ShippedModelTest {

  @Test
  void anotherModelThanThatOfTheBundleIsNotShipped() {
    byte[] onnx = {1, 2, 3};
    Sha256 named = Sha256.of(new byte[] {1, 2, 4});

    Problem problem =
        assertThrows(ProblemException.class, () -> ShippedModel.of(onnx, named, new byte[0]))
            .problem();

    assertEquals("spark.other-model", problem.code().id());
    assertEquals(
        "Its SHA-256 begins with %s, and that of the bundle's with %s."
            .formatted(Sha256.of(onnx).brief(), named.brief()),
        problem.why());
    assertDoesNotThrow(() -> ShippedModel.of(onnx, Sha256.of(onnx), new byte[0]));
  }
}
