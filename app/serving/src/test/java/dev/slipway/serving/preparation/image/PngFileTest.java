// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.preparation.PreparationException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// PNGs of all kinds have the values that Java's own reader gives them.
class PngFileTest {

  private static final MadePng PLAIN = new MadePng(PngHead.Kind.COLOURS, 2, 8, false, false, 9, 7);

  @Test
  void decodesAllKindsAsJavaDoes() throws Exception {
    compare(1_000, 5);
  }

  @Test
  @Tag("nightly")
  void decodesManyMoreAsJavaDoes() throws Exception {
    compare(50_000, 6);
  }

  private static void compare(int pictures, long seed) throws Exception {
    var random = new Random(seed);
    for (int i = 0; i < pictures; i++) {
      MadePng kind = MadePng.of(random);
      Compared.equal(kind.bytes(random), kind.toString());
    }
  }

  @Test
  void refusesWhatIsCutOffAnywhere() throws Exception {
    byte[] bytes = PLAIN.bytes(new Random(1));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      var refused = assertThrows(PreparationException.class, () -> Compared.decoded(cut));
      assertEquals("predict.image-unreadable", refused.code());
    }
  }

  @Test
  void saysWhatIsDamaged() throws Exception {
    byte[] sound = PLAIN.bytes(new Random(2));
    byte[] flipped = sound.clone();
    flipped[flipped.length - 20] ^= 1;

    assertTrue(why(flipped).contains("the sum of chunk IDAT is another"), why(flipped));
    assertTrue(why(new byte[] {1, 2, 3}).contains("of no picture that is known"));
  }

  private static String why(byte[] bytes) {
    return assertThrows(PreparationException.class, () -> Compared.decoded(bytes)).why();
  }
}
