// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Interval;
import dev.slipway.base.Sha256;
import dev.slipway.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// When a form of the model scores too badly to be offered.
final class VariantScoreTest {

  @Test
  void refusesALowerAccuracyThanTheModelAsItIsMayHave() {
    Evaluation before = evaluation("accuracy", true);

    assertEquals(
        Optional.of(
            "its accuracy on the holdout is 0.8900, that of the model as it is 0.9500"
                + " (0.9000 to 0.9700)"),
        TryVariants.worse(before, 0.89));
    assertEquals(Optional.empty(), TryVariants.worse(before, 0.91));
    assertEquals(Optional.empty(), TryVariants.worse(before, 0.99));
  }

  @Test
  void refusesALargerErrorThanTheModelAsItIsMayHave() {
    Evaluation before = evaluation("rmse", false);

    assertEquals(
        Optional.of(
            "its rmse on the holdout is 0.9900, that of the model as it is 0.9500"
                + " (0.9000 to 0.9700)"),
        TryVariants.worse(before, 0.99));
    assertEquals(Optional.empty(), TryVariants.worse(before, 0.96));
    assertEquals(Optional.empty(), TryVariants.worse(before, 0.5));
  }

  private static Evaluation evaluation(String metric, boolean higherIsBetter) {
    return new Evaluation(
        metric,
        new Interval(0.95, 0.90, 0.97, 0.95),
        higherIsBetter,
        200,
        new TreeMap<>(),
        0.5,
        List.of(),
        new TreeMap<>(),
        Optional.empty(),
        Sha256.of(new byte[0]));
  }
}
