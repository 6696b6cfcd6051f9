// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// When two answers count as alike.
final class LikenessTest {

  private static final long[] SHAPE = {2};

  @Test
  void holdsADifferenceAgainstTheLargestValue() {
    assertEquals(new Likeness(0.25, 1), of(doubles(0, 8), doubles(2, 8)));
  }

  @Test
  void findsNoClassNearToAnother() {
    assertEquals(new Likeness(0, 0), of(longs(5_000, 1), longs(5_001, 1)));
  }

  @Test
  void measuresByNothingThatIsNoNumber() {
    double endless = Double.POSITIVE_INFINITY;

    assertEquals(new Likeness(0.5, 1), of(doubles(endless, 2), doubles(endless, 3)));
    assertEquals(new Likeness(endless, 1), of(doubles(1, 2), doubles(Double.NaN, 2)));
  }

  @Test
  void findsAnOutputThatIsMissingOrOfAnotherKind() {
    assertEquals(
        new Likeness(0, 0),
        Likeness.of(Map.of("y", doubles(1, 2), "z", doubles(1, 2)), Map.of("y", doubles(1, 2))));
    assertEquals(new Likeness(0, 0), of(doubles(1, 2), longs(1, 2)));
  }

  private static Likeness of(Tensor expected, Tensor got) {
    return Likeness.of(Map.of("y", expected), Map.of("y", got));
  }

  private static Tensor doubles(double... values) {
    return Tensor.doubles(SHAPE, values);
  }

  private static Tensor longs(long... values) {
    return Tensor.longs(SHAPE, values);
  }
}
