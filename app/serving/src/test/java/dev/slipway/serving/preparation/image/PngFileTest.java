// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.preparation.PreparationException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// PNGs of all kinds have the values that Java's own reader gives them.
class PngFileTest {

  /// Bytes that a picture of hardly any pixels may take.
  private static final long LITTLE = 1 << 16;

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

  @Test
  void holdsNothingOfAHundredThousandEmptyChunks() throws Throwable {
    byte[] bytes = emptyChunks(100_000);
    assertEquals(7, row(Compared.decoded(bytes))[0]);

    long taken = Allocated.by(() -> Compared.decoded(bytes));

    assertTrue(taken < LITTLE, taken + " bytes");
  }

  @Test
  void asksForEachChunkWhetherToGoOn() throws Exception {
    byte[] bytes = emptyChunks(1_000);
    var asked = new AtomicInteger();

    assertThrows(
        PreparationException.class,
        () -> PictureFile.of(bytes).decode(() -> asked.incrementAndGet() < 500));

    assertEquals(500, asked.get());
  }

  @Test
  void copiesNoPaletteThatIsTooLong() throws Throwable {
    byte[] bytes = file(head(1, 1, 3), chunk("PLTE", new byte[3 << 20]), chunk("IEND"));

    long taken = Allocated.by(() -> Compared.decoded(bytes));

    assertTrue(taken < LITTLE, taken + " bytes");
    assertTrue(why(bytes).contains("its palette has another length"));
  }

  @Test
  void refusesAHeadThatItsFileCannotFill() throws Exception {
    byte[] bytes = file(head(5_000, 5_000, 6), chunk("IDAT", new byte[90_000]), chunk("IEND"));

    var refused = assertThrows(PreparationException.class, () -> PictureFile.of(bytes));

    assertEquals("It is cut off: its end is missing.", refused.why());
  }

  @Test
  void refusesASizeByACodeOfItsOwn() throws Exception {
    byte[] bytes = file(head(10_000, 5_001, 0));

    var refused = assertThrows(PreparationException.class, () -> PictureFile.of(bytes));

    assertEquals(PictureFile.TOO_LARGE, refused.code());
  }

  private static double[] row(Picture picture) {
    double[] row = new double[3 * picture.width()];
    picture.row(0, row);
    return row;
  }

  /// One grey pixel of 7 behind chunks of pixels that hold nothing.
  private static byte[] emptyChunks(int count) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var deflated = new DeflaterOutputStream(packed)) {
      deflated.write(new byte[] {0, 7});
    }
    var empty = new ByteArrayOutputStream();
    byte[] one = chunk("IDAT");
    for (int i = 0; i < count; i++) {
      empty.write(one);
    }
    return file(
        head(1, 1, 0), empty.toByteArray(), chunk("IDAT", packed.toByteArray()), chunk("IEND"));
  }

  /// @param code of the kind of pixels, of eight bits
  private static byte[] head(int width, int height, int code) throws IOException {
    byte[] fields = {0, 0, 0, 0, 0, 0, 0, 0, 8, (byte) code, 0, 0, 0};
    ByteBuffer.wrap(fields).putInt(width).putInt(height);
    return chunk("IHDR", fields);
  }

  private static byte[] chunk(String name, byte... content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    MadePng.chunk(new DataOutputStream(bytes), name, content);
    return bytes.toByteArray();
  }

  private static byte[] file(byte[]... parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeLong(0x89504e470d0a1a0aL);
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return bytes.toByteArray();
  }

  private static String why(byte[] bytes) {
    return assertThrows(PreparationException.class, () -> Compared.decoded(bytes)).why();
  }
}
