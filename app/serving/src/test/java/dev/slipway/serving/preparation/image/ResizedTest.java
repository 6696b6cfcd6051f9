// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ImageSettings.Fit;
import dev.slipway.serving.preparation.image.ImageSettings.Size;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// No picture costs more than its pixels, or those that are wanted, are worth.
class ResizedTest {

  private static final Size WANTED = new Size(224, 224);

  /// A column of pixels that differ from row to row.
  private record Column(int height) implements Picture {

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void row(int y, double[] values) {
      Arrays.fill(values, 0, 3, y * 31 % 256);
    }
  }

  @Test
  void givesALongColumnTheValuesThatItHasInItsOwnWidth() throws Exception {
    var column = new Column(5_000);
    double[] own = Resized.of(column, new Size(1, 224), Fit.STRETCH, () -> true);
    double[] expected = new double[3 * 224 * 224];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = own[3 * (i / (3 * 224))];
    }

    assertArrayEquals(expected, Resized.of(column, WANTED, Fit.STRETCH, () -> true), 1e-9);
  }

  @Test
  void countsWhatItTakesForAColumnThatIsMadeLowerFirst() {
    assertTrue(Resized.isNarrow(1, 65_535, WANTED));
    assertEquals(
        3L * Double.BYTES * 224,
        Resized.memory(1, 65_535, WANTED) - Resized.memory(1, 1_000, WANTED) - 16L * 64_535);
  }

  @Test
  void takesPicturesAsPeopleHaveThemRowByRow() {
    assertFalse(Resized.isNarrow(3_024, 4_032, WANTED));
    assertFalse(Resized.isNarrow(28, 28, WANTED));
    assertFalse(Resized.isNarrow(60, 1_500, WANTED));
    assertFalse(Resized.isNarrow(400, 20_000, new Size(2_048, 2_048)));
  }

  @Test
  void asksForEachRowWhetherToGoOn() {
    for (int height : new int[] {1_000, 65_535}) {
      var asked = new AtomicInteger();

      assertThrows(
          PreparationException.class,
          () ->
              Resized.of(
                  new Column(height), WANTED, Fit.STRETCH, () -> asked.incrementAndGet() < 500));

      assertEquals(500, asked.get());
    }
  }
}
