// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// When two answers count as alike.
final class AnswerDifferenceTest {

  private static final long[] SHAPE = {2};

  @Test
  void holdsADifferenceAgainstTheLargestValue() {
    assertEquals(new AnswerDifference(0.25, 1), of(doubles(0, 8), doubles(2, 8)));
  }

  @Test
  void findsNoClassNearToAnother() {
    assertEquals(new AnswerDifference(0, 0), of(longs(5_000, 1), longs(5_001, 1)));
  }

  @Test
  void measuresByNothingThatIsNoNumber() {
    double endless = Double.POSITIVE_INFINITY;

    assertEquals(new AnswerDifference(0.5, 1), of(doubles(endless, 2), doubles(endless, 3)));
    assertEquals(new AnswerDifference(endless, 1), of(doubles(1, 2), doubles(Double.NaN, 2)));
  }

  @Test
  void findsAnOutputThatIsMissingOrOfAnotherKind() {
    assertEquals(
        new AnswerDifference(0, 0),
        AnswerDifference.of(
            Map.of("y", doubles(1, 2), "z", doubles(1, 2)), Map.of("y", doubles(1, 2))));
    assertEquals(new AnswerDifference(0, 0), of(doubles(1, 2), longs(1, 2)));
  }

  private static AnswerDifference of(Tensor expected, Tensor got) {
    return AnswerDifference.of(Map.of("y", expected), Map.of("y", got));
  }

  private static Tensor doubles(double... values) {
    return Tensor.doubles(SHAPE, values);
  }

  private static Tensor longs(long... values) {
    return Tensor.longs(SHAPE, values);
  }
}
