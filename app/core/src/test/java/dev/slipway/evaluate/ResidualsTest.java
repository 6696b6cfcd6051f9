// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// By how much a regression is off.
final class ResidualsTest {

  @Test
  void everyRowIsInOneBinAndAnOutlierSqueezesNoOther() {
    double[] truth = IntStream.range(0, 1001).mapToDouble(i -> i).toArray();
    double[] answer = IntStream.range(0, 1001).mapToDouble(i -> i + (i % 11 - 5)).toArray();
    answer[500] = 10_500;

    Residuals found = Residuals.of(truth, answer).orElseThrow();

    assertEquals(1001, found.bins().stream().mapToInt(Residuals.Bin::rows).sum());
    assertEquals(-5, found.bins().getFirst().low());
    assertEquals(10_000, found.bins().getLast().high());
    assertTrue(found.bins().stream().filter(bin -> bin.rows() > 0).count() > 10);
    for (int row = 0; row < truth.length; row++) {
      double off = answer[row] - truth[row];
      long holding =
          IntStream.range(0, found.bins().size())
              .filter(i -> found.bins().get(i).holds(off, i == found.bins().size() - 1))
              .count();
      assertEquals(1, holding, "row " + row);
    }
    assertEquals(Arrays.stream(answer).sum() / 1001 - 500, found.mean(), 1e-9);
    assertTrue(found.points().size() <= 1000 && found.points().size() > 400);
  }

  @Test
  void rowsThatAreAllRightAreOneBar() {
    Residuals found = Residuals.of(new double[] {1, 2}, new double[] {1, 2}).orElseThrow();

    assertEquals(List.of(new Residuals.Bin(0, 0, 2)), found.bins());
    assertEquals(0, found.deviation());
    assertEquals(Optional.empty(), Residuals.of(new double[0], new double[0]));
  }
}
