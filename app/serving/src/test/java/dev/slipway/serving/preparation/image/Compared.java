// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.preparation.PreparationException;
import java.io.IOException;

/// A picture beside what Java's own readers make of it.
final class Compared {

  private Compared() {}

  static Picture decoded(byte[] bytes) throws PreparationException {
    return PictureFile.of(bytes).decode(() -> true);
  }

  static void equal(byte[] bytes, String what) throws IOException, PreparationException {
    Picture java = new JavasPicture(bytes);
    Picture own = decoded(bytes);
    assertEquals(java.width(), own.width(), what);
    assertEquals(java.height(), own.height(), what);
    double[] expected = new double[3 * java.width()];
    double[] actual = new double[3 * own.width()];
    for (int y = 0; y < java.height(); y++) {
      java.row(y, expected);
      own.row(y, actual);
      int row = y;
      assertArrayEquals(expected, actual, () -> what + ", row " + row);
    }
  }
}
