// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.SamplePicture;
import dev.slipway.serving.preparation.PreparationException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JPEGs have the bits that libjpeg gives them, as Java's own reader shows.
class JpegFileTest {

  /// Tables, and what Java links.
  private static final long BESIDE = 128 << 10;

  @Test
  void decodesAsLibjpegDoesToTheLastBit() throws Exception {
    compare(400, 16);
  }

  @Test
  @Tag("nightly")
  void decodesManyMoreAsLibjpegDoes() throws Exception {
    compare(20_000, 17);
  }

  private static void compare(int pictures, long seed) throws Exception {
    var random = new Random(seed);
    for (int i = 0; i < pictures; i++) {
      MadeJpeg kind = MadeJpeg.of(random);
      int width = 1 + random.nextInt(90);
      int height = 1 + random.nextInt(90);
      byte[] bytes = kind.of(MadeJpeg.picture(random, width, height, kind.grey()));
      Compared.equal(bytes, kind + " " + width + "x" + height);
    }
  }

  /// Only libjpeg-turbo blends these; which of both Java brings depends on who built it. Recorded
  /// from libjpeg-turbo 2.1.5.
  @Test
  void blendsRowsOfColourAsLibjpegTurboDoes() throws Exception {
    Picture picture = Compared.decoded(SamplePicture.jpeg());
    double[] row = new double[3 * picture.width()];
    var sum = new CRC32();
    for (int y = 0; y < picture.height(); y++) {
      picture.row(y, row);
      Arrays.stream(row).forEach(value -> sum.update((int) value));
    }

    assertEquals("86083a97", Long.toHexString(sum.getValue()));
  }

  @Test
  void sizesUpBeforeItTakesMemory() throws Exception {
    var kind = new MadeJpeg(false, 0.5f, 2, 2, true, 0);
    byte[] bytes = kind.of(MadeJpeg.picture(new Random(1), 33, 20, false));

    PictureFile file = PictureFile.of(bytes);

    assertEquals(33, file.width());
    assertEquals(20, file.height());
    // Three units of 16 across and two down, with 256 + 2 * 64 samples each, and as many shorts
    assertEquals(3 * 2 * (256 + 128) * 3, file.memory());
  }

  @ParameterizedTest
  @CsvSource({"1, 1, false", "2, 2, false", "2, 1, true", "2, 2, true"})
  void takesNoMoreMemoryThanItSays(int across, int down, boolean progressive) throws Throwable {
    var kind = new MadeJpeg(false, 0.9f, across, down, progressive, 0);
    byte[] bytes = kind.of(MadeJpeg.picture(new Random(1), 640, 480, false));
    // The first one also takes what Java links then.
    taken(bytes);

    long took = taken(bytes);

    long said = PictureFile.of(bytes).memory();
    // A quarter: objects that are gone at once, until the compiler leaves them out.
    assertTrue(took <= said * 5 / 4 + BESIDE, took + " bytes, said " + said);
  }

  private static long taken(byte[] bytes) throws Throwable {
    PictureFile file = PictureFile.of(bytes);
    return Allocated.by(() -> file.decode(() -> true));
  }

  @Test
  void refusesWhatIsCutOffAnywhere() throws Exception {
    for (boolean progressive : new boolean[] {false, true}) {
      var kind = new MadeJpeg(false, 0.9f, 2, 1, progressive, 2);
      byte[] bytes = kind.of(MadeJpeg.picture(new Random(2), 40, 24, false));
      for (int length = 0; length < bytes.length - 1; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        var refused = assertThrows(PreparationException.class, () -> Compared.decoded(cut));
        assertEquals("predict.image-unreadable", refused.code());
      }
    }
  }

  @Test
  void saysWhatItDoesNotRead() throws Exception {
    byte[] sound =
        new MadeJpeg(false, 0.9f, 1, 1, false, 0).of(MadeJpeg.picture(new Random(3), 8, 8, false));

    assertTrue(why(with(sound, 1, 0xc9)).contains("arithmetic coding"));
    assertTrue(why(with(sound, 1, 0xc3)).contains("without loss"));
    assertTrue(why(with(sound, 4, 12)).contains("other than 8 bits"));
    assertTrue(why(with(sound, 9, 4)).contains("four colours, for print"));
    assertTrue(why(with(sound, 5, 0xff, 0xff, 0xff, 0xff)).contains("at most 50,000,000"));
  }

  @Test
  void refusesAHeadThatItsFileCannotFill() {
    for (int kind : new int[] {0xc0, 0xc2}) {
      byte[] head = head(kind);

      var refused = assertThrows(PreparationException.class, () -> PictureFile.of(head));

      assertEquals("It is cut off: its end is missing.", refused.why());
    }
  }

  @Test
  void takesMemoryWhenItsPixelsBegin() throws Throwable {
    byte[] bytes = Arrays.copyOf(head(0xc2), 200_000);
    assertEquals(225_000_000, PictureFile.of(bytes).memory());

    long taken = Allocated.by(() -> Compared.decoded(bytes));

    assertTrue(taken < 1 << 16, taken + " bytes");
  }

  @Test
  void asksForEachMarkerWhetherToGoOn() {
    byte[] notes = new byte[4_002];
    notes[0] = (byte) 0xff;
    notes[1] = (byte) 0xd8;
    for (int at = 2; at < notes.length; at += 4) {
      notes[at] = (byte) 0xff;
      notes[at + 1] = (byte) 0xfe;
      notes[at + 3] = 2;
    }
    var asked = new AtomicInteger();

    assertThrows(
        PreparationException.class,
        () -> PictureFile.of(notes, () -> asked.incrementAndGet() < 500));

    assertEquals(500, asked.get());
  }

  @Test
  void refusesASizeByACodeOfItsOwn() throws Exception {
    byte[] sound =
        new MadeJpeg(false, 0.9f, 1, 1, false, 0).of(MadeJpeg.picture(new Random(3), 8, 8, false));
    byte[] large = with(sound, 5, 0xff, 0xff, 0xff, 0xff);

    var refused = assertThrows(PreparationException.class, () -> Compared.decoded(large));

    assertEquals(PictureFile.TOO_LARGE, refused.code());
  }

  /// 5,000 x 5,000 pixels of three components, and nothing else.
  private static byte[] head(int kind) {
    int[] values = {
      0xff, 0xd8, 0xff, kind, 0, 17, 8, 0x13, 0x88, 0x13, 0x88, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0
    };
    byte[] head = new byte[values.length];
    for (int i = 0; i < head.length; i++) {
      head[i] = (byte) values[i];
    }
    return head;
  }

  /// A picture whose head has other bytes from a place on, counted from its marker.
  private static byte[] with(byte[] sound, int from, int... values) {
    byte[] changed = sound.clone();
    int head = 0;
    while (changed[head] != (byte) 0xff || changed[head + 1] != (byte) 0xc0) {
      head++;
    }
    for (int i = 0; i < values.length; i++) {
      changed[head + from + i] = (byte) values[i];
    }
    return changed;
  }

  private static String why(byte[] bytes) {
    return assertThrows(PreparationException.class, () -> Compared.decoded(bytes)).why();
  }
}
