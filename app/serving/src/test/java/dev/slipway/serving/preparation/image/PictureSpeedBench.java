// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long a JPEG of 640 x 480 takes, beside Java's own reader in native code: decoding, and
/// reading all of its pixels.
@Tag("bench")
class PictureSpeedBench {

  private static final int ROUNDS = 60;

  @Test
  void decodesNearlyAsFastAsNativeCode() throws Exception {
    for (boolean progressive : new boolean[] {false, true}) {
      var kind = new MadeJpeg(false, 0.85f, 2, 2, progressive, 0);
      byte[] bytes = kind.of(MadeJpeg.picture(new Random(7), 640, 480, false));
      double[] own = new double[ROUNDS];
      double[] java = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        long begin = System.nanoTime();
        readAll(Compared.decoded(bytes));
        long middle = System.nanoTime();
        readAll(new JavasPicture(bytes));
        java[i] = (System.nanoTime() - middle) / 1e6;
        own[i] = (middle - begin) / 1e6;
      }
      Arrays.sort(own);
      Arrays.sort(java);
      double ratio = own[ROUNDS / 2] / java[ROUNDS / 2];
      System.out.printf(
          "%s of %,d bytes: %.1f ms, Java's reader %.1f ms%n",
          progressive ? "progressive" : "baseline",
          bytes.length,
          own[ROUNDS / 2],
          java[ROUNDS / 2]);
      assertTrue(ratio < 3, ratio + " times as long");
    }
  }

  private static void readAll(Picture picture) {
    double[] row = new double[3 * picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      picture.row(y, row);
    }
  }
}
