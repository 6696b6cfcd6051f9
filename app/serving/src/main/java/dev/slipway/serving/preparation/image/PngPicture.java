// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.PngHead.Kind;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Samples of a PNG as pixels.
final class PngPicture implements Picture {

  private static final int WHITE = 255;
  private static final int WIDE_WHITE = 65_535;

  private final PngHead head;
  private final byte[] samples;
  private final byte[] palette;

  private PngPicture(PngHead head, byte[] samples, byte[] palette) {
    this.head = head;
    this.samples = samples;
    this.palette = palette;
  }

  /// @param palette red, green and blue of each colour; empty where there is none
  /// @throws PreparationException where a pixel names a colour that is not there
  static PngPicture of(PngHead head, byte[] samples, byte[] palette, BooleanSupplier goesOn)
      throws PreparationException {
    var picture = new PngPicture(head, samples, palette);
    if (head.kind() == Kind.PALETTE) {
      int colours = palette.length / 3;
      for (int y = 0; colours < 1 << head.bits() && y < head.height(); y++) {
        Unreadable.require(goesOn);
        for (int x = 0; x < head.width(); x++) {
          if (picture.sample(y, x) >= colours) {
            throw Unreadable.damaged("a pixel names a colour that its palette does not have");
          }
        }
      }
    }
    return picture;
  }

  @Override
  public int width() {
    return head.width();
  }

  @Override
  public int height() {
    return head.height();
  }

  @Override
  public void row(int y, double[] values) {
    for (int x = 0; x < head.width(); x++) {
      int at = x * head.samples();
      switch (head.kind()) {
        case GREY, GREY_ALPHA -> Arrays.fill(values, 3 * x, 3 * x + 3, grey(sample(y, at)));
        case COLOURS, COLOURS_ALPHA -> {
          for (int colour = 0; colour < 3; colour++) {
            values[3 * x + colour] = colour(sample(y, at + colour));
          }
        }
        case PALETTE -> {
          int from = 3 * sample(y, at);
          for (int colour = 0; colour < 3; colour++) {
            values[3 * x + colour] = palette[from + colour] & 0xff;
          }
        }
      }
    }
  }

  private double grey(int sample) {
    return sample * WHITE / (double) ((1 << head.bits()) - 1);
  }

  /// Colours have 256 steps, of 16 bits, too.
  private int colour(int sample) {
    return head.bits() == 8 ? sample : (int) (sample / (float) WIDE_WHITE * WHITE + 0.5f);
  }

  /// @param at in the row
  private int sample(int y, int at) {
    int row = y * head.stride(head.width());
    int bits = head.bits();
    if (bits == 8) {
      return samples[row + at] & 0xff;
    }
    if (bits == 16) {
      return (samples[row + 2 * at] & 0xff) << 8 | (samples[row + 2 * at + 1] & 0xff);
    }
    int place = at * bits;
    return samples[row + place / 8] >> (8 - bits - place % 8) & ((1 << bits) - 1);
  }
}
