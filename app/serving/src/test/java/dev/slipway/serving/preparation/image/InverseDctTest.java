// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// What no camera writes ends at the nearest value that there is.
class InverseDctTest {

  @Test
  void cutsWhatLiesFarOutsideToTheNearest() {
    assertEquals(255, flat(24_000));
    assertEquals(0, flat(-24_000));
    assertEquals(128 + 3, flat(24));
  }

  /// The samples of a block that has nothing but its first coefficient.
  private static int flat(int first) {
    int[] block = new int[JpegComponent.BLOCK];
    block[0] = first;
    byte[] samples = new byte[JpegComponent.BLOCK];
    new InverseDct().transform(block, samples, 0, JpegComponent.SIDE);
    for (byte sample : samples) {
      assertEquals(samples[0], sample);
    }
    return samples[0] & 0xff;
  }
}
