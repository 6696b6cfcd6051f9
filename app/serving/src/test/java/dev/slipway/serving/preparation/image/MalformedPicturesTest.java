// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.preparation.PreparationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever bytes come, a picture comes of them or a refusal, soon and in little memory.
class MalformedPicturesTest {

  private static final Set<String> CODES =
      Set.of("predict.image-unreadable", PictureFile.TOO_LARGE);

  private static final long LARGEST = 1 << 20;

  @Test
  void refusesFiveThousandDamagedPicturesInWords() {
    assertTimeoutPreemptively(Duration.ofMinutes(2), () -> attack(5_000, 40));
  }

  @Test
  @Tag("nightly")
  void refusesAHundredThousandDamagedPicturesInWords() {
    assertTimeoutPreemptively(Duration.ofMinutes(20), () -> attack(100_000, 41));
  }

  private static void attack(int pictures, long seed) throws IOException {
    var random = new Random(seed);
    List<byte[]> sound = sound(random);
    int refused = 0;
    for (int i = 0; i < pictures; i++) {
      byte[] bytes = damaged(sound.get(random.nextInt(sound.size())), random);
      try {
        PictureFile file = PictureFile.of(bytes);
        if (file.memory() <= LARGEST) {
          readAll(file.decode(() -> true));
        }
      } catch (PreparationException said) {
        assertTrue(CODES.contains(said.code()), said.code());
        refused++;
      } catch (RuntimeException unexpected) {
        throw new AssertionError("picture " + i + " of seed " + seed, unexpected);
      }
    }
    assertTrue(refused > pictures / 3, refused + " refused");
  }

  private static void readAll(Picture picture) {
    double[] row = new double[3 * picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      picture.row(y, row);
      for (double value : row) {
        assertTrue(value >= 0 && value <= 255);
      }
    }
  }

  private static List<byte[]> sound(Random random) throws IOException {
    List<byte[]> sound = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      MadeJpeg jpeg = MadeJpeg.of(random);
      int width = 1 + random.nextInt(60);
      sound.add(jpeg.of(MadeJpeg.picture(random, width, 1 + random.nextInt(60), jpeg.grey())));
      sound.add(MadePng.of(random).bytes(random));
    }
    return sound;
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
      default -> {
        // Most of what decides stands in the head
        int end = Math.min(bytes.length, 700);
        bytes[random.nextInt(end)] = (byte) random.nextInt(256);
        PngSums.mend(bytes);
      }
    }
    return bytes;
  }

  /// Makes a PNG's sums right again, so that not they alone are refused.
  private static final class PngSums {

    private static final int SIGNATURE = 8;

    static void mend(byte[] bytes) {
      if (!PngFile.isOne(bytes)) {
        return;
      }
      var buffer = ByteBuffer.wrap(bytes);
      int at = SIGNATURE;
      while (at + 12 <= bytes.length) {
        int size = buffer.getInt(at);
        if (size < 0 || size > bytes.length - at - 12) {
          return;
        }
        var sum = new CRC32();
        sum.update(bytes, at + 4, 4 + size);
        buffer.putInt(at + 8 + size, (int) sum.getValue());
        at += 12 + size;
      }
    }
  }
}
