// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.preparation.image.JpegComponent.Stated;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Colours are those that libjpeg takes them for, which is where Pillow has them from.
class JpegColoursTest {

  private static final int[] COUNTED = {1, 2, 3};

  @Test
  void takesNamedColoursAsTheyAreNamed() throws Exception {
    assertEquals(false, areDifferences("", -1, 'R', 'G', 'B'));
  }

  @Test
  void takesAnyOtherNamesForBrightnessAndDifferences() throws Exception {
    assertEquals(true, areDifferences("", -1, COUNTED));
    assertEquals(true, areDifferences("", -1, 0, 1, 2));
    assertEquals(true, areDifferences("", -1, 1, 34, 35));
    assertEquals(true, areDifferences("", -1, 'r', 'g', 'b'));
  }

  @Test
  void believesAdobeBeforeNames() throws Exception {
    assertEquals(false, areDifferences("", 0, COUNTED));
    assertEquals(true, areDifferences("", 1, 'R', 'G', 'B'));
    assertEquals(true, areDifferences("", 2, COUNTED));
  }

  @Test
  void believesJfifBeforeAdobe() throws Exception {
    assertEquals(true, areDifferences("JFIF\0", 0, COUNTED));
    assertEquals(true, areDifferences("JFIF\0", -1, 'R', 'G', 'B'));
    assertEquals(false, areDifferences("JFXX\0", 0, COUNTED));
  }

  /// @param app0 what a marker begins with; empty for none
  /// @param adobe what Adobe's marker says; -1 for none
  private static boolean areDifferences(String app0, int adobe, int... ids) throws Exception {
    var colours = new JpegColours();
    if (!app0.isEmpty()) {
      colours.jfif(body(app0, 14));
    }
    if (adobe >= 0) {
      JpegBody body = body("Adobe", 12, adobe);
      colours.adobe(body);
    }
    List<Stated> stated = IntStream.of(ids).mapToObj(id -> new Stated(id, 1, 1, 0)).toList();
    return colours.areDifferences(JpegFrame.of(8, 8, false, stated));
  }

  /// @param last byte
  private static JpegBody body(String start, int size, int... last) {
    byte[] bytes = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), size);
    if (last.length > 0) {
      bytes[size - 1] = (byte) last[0];
    }
    return new JpegBody(bytes, 0, size);
  }
}
