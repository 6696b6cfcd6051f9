// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import java.util.List;

/// Samples of a JPEG as pixels.
final class JpegPicture implements Picture {

  /// Bits behind the point of a colour's part.
  private static final int BITS = 16;

  private static final int MIDDLE = 128;
  private static final int RED_OF_CR = fixed(1.402);
  private static final int GREEN_OF_CB = fixed(0.34414);
  private static final int GREEN_OF_CR = fixed(0.71414);
  private static final int BLUE_OF_CB = fixed(1.772);
  private static final int HALF = 1 << (BITS - 1);

  private final JpegFrame frame;
  private final boolean differences;
  private final List<Enlarged> parts;

  /// @param differences whether its components are brightness and two differences
  JpegPicture(JpegFrame frame, boolean differences) {
    this.frame = frame;
    this.differences = differences;
    this.parts =
        frame.components().stream()
            .map(one ->
                new Enlarged(
                    one,
                    frame.across() / one.stated().across(),
                    frame.down() / one.stated().down()))
            .toList();
  }

  private static int fixed(double part) {
    return (int) Math.round(part * (1 << BITS));
  }

  @Override
  public int width() {
    return frame.width();
  }

  @Override
  public int height() {
    return frame.height();
  }

  @Override
  public void row(int y, double[] values) {
    int[] first = parts.getFirst().row(y);
    int[] second = parts.size() == 1 ? first : parts.get(1).row(y);
    int[] third = parts.size() == 1 ? first : parts.get(2).row(y);
    for (int x = 0; x < frame.width(); x++) {
      int at = 3 * x;
      if (differences) {
        int bright = first[x];
        int cb = second[x] - MIDDLE;
        int cr = third[x] - MIDDLE;
        values[at] = clamped(bright + ((RED_OF_CR * cr + HALF) >> BITS));
        values[at + 1] = clamped(bright + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> BITS));
        values[at + 2] = clamped(bright + ((BLUE_OF_CB * cb + HALF) >> BITS));
      } else {
        values[at] = first[x];
        values[at + 1] = second[x];
        values[at + 2] = third[x];
      }
    }
  }

  private static int clamped(int value) {
    return Math.clamp(value, 0, 255);
  }
}
