// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.model.Parity;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AgreementTest {

  private static final long[] TWO = {2, 2};

  @Test
  void aDifferenceIsRelativeToTheNumberOrATenthOfTheLargest() {
    Parity parity = of(Tensor.floats(TWO, 100, 50, 1, 2), Tensor.floats(TWO, 100, 51, 1.5f, 2));

    assertEquals(new Parity(2, "rows", 1, 0.05, 0, 0), parity);
  }

  @Test
  void saysWhichOutputsNobodyCompared() {
    Tensor some = Tensor.floats(TWO, 1, 2, 3, 4);

    assertEquals(
        Optional.of("hidden, state"),
        Agreement.unasked(
            Map.of("y", some), new TreeMap<>(Map.of("y", some, "state", some, "hidden", some))));
    assertEquals(Optional.empty(), Agreement.unasked(Map.of("y", some), Map.of("y", some)));
    assertEquals(Optional.empty(), Agreement.unasked(Map.of("y", some), Map.of("output", some)));
  }

  @Test
  void textsAndWholeNumbersAreClassesByTheRow() {
    Parity texts =
        of(Tensor.strings(TWO, "a", "b", "c", "d"), Tensor.strings(TWO, "x", "y", "c", "d"));
    Parity numbers = of(Tensor.longs(new long[] {2}, 1, 2), Tensor.ints(new long[] {2, 1}, 1, 3));
    Parity named = of(Tensor.strings(new long[] {2}, "1", "2"), Tensor.longs(new long[] {2}, 1, 2));

    assertEquals(new Parity(2, "rows", 0, 0, 1, 0), texts);
    assertEquals(new Parity(2, "rows", 0, 0, 1, 0), numbers);
    assertEquals(new Parity(2, "rows", 0, 0, 0, 0), named);
  }

  @Test
  void whatIsNoNumberMustBeNoneInBoth() {
    float no = Float.NaN;
    float all = Float.POSITIVE_INFINITY;
    Parity same = of(Tensor.floats(TWO, no, all, 1, 0), Tensor.floats(TWO, no, all, 1, 0));
    Parity other = of(Tensor.floats(TWO, no, 1, 1, 1), Tensor.floats(TWO, 1, 1, 1, 1));
    Parity endless = of(Tensor.floats(TWO, all, 1, 1, 1), Tensor.floats(TWO, 1, 1, 1, 1));

    assertTrue(Agreement.holds(same, Framework.SKLEARN), same.toString());
    assertFalse(Agreement.holds(other, Framework.TORCH), other.toString());
    assertFalse(Agreement.holds(endless, Framework.TORCH), endless.toString());
  }

  @Test
  void anotherNumberOfValuesIsNoAgreement() {
    Parity parity = of(Tensor.floats(TWO, 1, 2, 3, 4), Tensor.floats(new long[] {2}, 1, 2));

    assertFalse(Agreement.holds(parity, Framework.TORCH));
  }

  @Test
  void noRowsAreNoAgreement() {
    Parity parity =
        Agreement.of(
            Map.of("y", Tensor.floats(new long[] {0})),
            Map.of("y", Tensor.floats(new long[] {0})),
            0,
            "rows");

    assertFalse(Agreement.holds(parity, Framework.TORCH));
  }

  @Test
  void outputsAreFoundByNameElseByPlace() {
    Tensor label = Tensor.longs(new long[] {2}, 0, 1);
    Tensor scores = Tensor.floats(TWO, 1, 0, 0, 1);
    Map<String, Tensor> original = new LinkedHashMap<>();
    original.put("label", label);
    original.put("probabilities", scores);
    Map<String, Tensor> onnx = new LinkedHashMap<>();
    onnx.put("output_label", label);
    onnx.put("output_probability", scores);

    assertEquals(Optional.of(original), Agreement.matched(original, onnx));
    onnx.put("more", scores);
    assertEquals(Optional.empty(), Agreement.matched(original, onnx));
  }

  private static Parity of(Tensor original, Tensor onnx) {
    return Agreement.of(Map.of("y", original), Map.of("y", onnx), 2, "rows");
  }
}
