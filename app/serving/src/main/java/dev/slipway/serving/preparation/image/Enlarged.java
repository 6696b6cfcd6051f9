// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

/// Samples of a component as many as there are pixels. Where there are half as many across or down,
/// each new one is three quarters of its own sample and one of the neighbour's, and so it is in
/// both directions where there are half as many in both; that is what libjpeg calls fancy.
/// Elsewhere, and where there are but two across, samples are repeated.
///
/// Half as many down alone is blended as libjpeg-turbo does, on which the training libraries stand;
/// libjpeg 6b repeats them.
final class Enlarged {

  private static final int FEW = 2;

  private final byte[] samples;
  private final int stride;
  private final int width;
  private final int height;
  private final int across;
  private final int down;
  private final int[] row;

  /// Of a row, or of four times it and its neighbour in the ratio of three to one.
  private final int[] blended;

  /// @param across pixels beside one another of one sample
  /// @param down pixels below one another of one sample
  Enlarged(JpegComponent component, int across, int down) {
    this.samples = component.samples();
    this.stride = component.stride();
    this.width = component.grid().width();
    this.height = component.grid().height();
    this.across = across;
    this.down = down;
    this.row = new int[width * across];
    this.blended = new int[width];
  }

  /// The samples of a row of pixels; they stay until the next is asked for.
  int[] row(int y) {
    boolean blends = across == 2 && down <= 2 && width > FEW;
    if (blends && down == 1) {
      for (int x = 0; x < width; x++) {
        blended[x] = sample(x, y);
      }
      blend(0, 1, 2);
    } else if (blends) {
      blendDown(y, blended);
      blend(2, 8, 7);
    } else if (across == 1 && down == 2) {
      blendDown(y, row);
      int rounding = y % 2 == 0 ? 1 : 2;
      for (int x = 0; x < width; x++) {
        row[x] = (row[x] + rounding) >> 2;
      }
    } else {
      for (int x = 0; x < row.length; x++) {
        row[x] = sample(x / across, y / down);
      }
    }
    return row;
  }

  private void blendDown(int y, int[] to) {
    int own = y / 2;
    int near = Math.clamp(y % 2 == 0 ? own - 1 : own + 1, 0, height - 1);
    for (int x = 0; x < width; x++) {
      to[x] = 3 * sample(x, own) + sample(x, near);
    }
  }

  private int sample(int x, int y) {
    return samples[y * stride + x] & 0xff;
  }

  /// @param bits by which the samples are too large
  /// @param left what is added before the left of two is cut to whole numbers
  /// @param right the same for the right one
  private void blend(int bits, int left, int right) {
    int shift = bits + 2;
    int end = width - 1;
    for (int x = 0; x < width; x++) {
      int own = 3 * blended[x];
      row[2 * x] = (own + blended[Math.max(x - 1, 0)] + left) >> shift;
      row[2 * x + 1] = (own + blended[Math.min(x + 1, end)] + right) >> shift;
    }
  }
}
