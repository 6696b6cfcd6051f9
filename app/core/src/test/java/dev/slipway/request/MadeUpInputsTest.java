// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MadeUpInputsTest {

  private static final Dimension BATCH = new Dimension.Dynamic("batch");

  @ParameterizedTest
  @EnumSource(DataType.class)
  void fitTheSignatureWhateverItsType(DataType type) {
    var input = new TensorSpec("x", type, List.of(BATCH, new Dimension.Fixed(3)));

    List<Map<String, Tensor>> made = MadeUpInputs.of(new Signature(List.of(input), List.of()), 7);

    assertEquals(64, made.size());
    for (Map<String, Tensor> request : made) {
      Tensor tensor = java.util.Objects.requireNonNull(request.get("x"));
      assertArrayEquals(new long[] {1, 3}, tensor.shape());
      assertEquals(Optional.empty(), input.whyUnfit(tensor.datatype(), tensor.shape()));
    }
  }

  @Test
  void areTheSameForTheSameSeedAndDifferAmongThemselves() {
    var signature =
        new Signature(
            List.of(new TensorSpec("x", DataType.FP32, List.of(BATCH, new Dimension.Fixed(4)))),
            List.of());

    assertEquals(MadeUpInputs.of(signature, 1), MadeUpInputs.of(signature, 1));
    assertEquals(64, MadeUpInputs.of(signature, 1).stream().distinct().count());
    assertEquals(MadeUpInputs.of(signature, 1).getFirst(), MadeUpInputs.one(signature, 1));
  }

  @Test
  void areFewForLargeInputs() {
    var image =
        new TensorSpec(
            "image",
            DataType.FP32,
            List.of(
                BATCH, new Dimension.Fixed(3), new Dimension.Fixed(224), new Dimension.Fixed(224)));

    var signature = new Signature(List.of(image), List.of());
    assertEquals(1, MadeUpInputs.of(signature, 1).size());
    assertEquals(150_528, MadeUpInputs.values(signature));
  }

  @Test
  void areCountedWhereTheyAreMoreThanATensorHolds() {
    var wide =
        new TensorSpec(
            "x",
            DataType.FP32,
            List.of(BATCH, new Dimension.Fixed(65_536), new Dimension.Fixed(65_536)));

    assertEquals(
        8_589_934_592L, MadeUpInputs.values(new Signature(List.of(wide, wide), List.of())));
  }
}
