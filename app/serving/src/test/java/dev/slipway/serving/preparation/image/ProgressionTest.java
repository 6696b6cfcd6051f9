// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ProgressiveBlocks.Band;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Scans that are missing are missed.
class ProgressionTest {

  private static final Band FIRST = new Band(0, 0, 0, 0);
  private static final Band SOFT = new Band(1, 5, 0, 0);

  @Test
  void refusesCoefficientsWhoseLastBitsNeverCame() throws Exception {
    Progression begun = after(FIRST, SOFT, new Band(6, 63, 0, 2), new Band(6, 63, 2, 1));

    assertThrows(PreparationException.class, begun::requireComplete);
  }

  @Test
  void takesAPictureWithoutItsFinestParts() throws Exception {
    assertDoesNotThrow(after(FIRST, SOFT)::requireComplete);
  }

  @Test
  void refusesAPictureWithoutItsSoftParts() throws Exception {
    assertThrows(PreparationException.class, after(FIRST)::requireComplete);
  }

  private static Progression after(Band... scans) throws PreparationException {
    var progression = new Progression(1);
    for (Band scan : scans) {
      progression.next(List.of(0), scan);
    }
    return progression;
  }
}
