// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.JpegScan.Part;
import java.util.Arrays;

/// Blocks that come whole (ITU T.81, F.2.2).
final class SequentialBlocks implements JpegScan.Blocks {

  private final JpegBits bits;
  private final int[] last;
  private final int[] block = new int[JpegComponent.BLOCK];

  /// @param components of the picture
  SequentialBlocks(JpegBits bits, int components) {
    this.bits = bits;
    this.last = new int[components];
  }

  @Override
  public void restart() {
    Arrays.fill(last, 0);
  }

  @Override
  public void read(Part part, int column, int row) throws PreparationException {
    Arrays.fill(block, 0);
    last[part.place()] += bits.signed(part.first().next(bits));
    block[0] = (short) last[part.place()];
    int at = 1;
    while (at < JpegComponent.BLOCK) {
      int next = part.others().next(bits);
      int length = next & 15;
      int zeros = next >> 4;
      if (length == 0) {
        if (zeros < 15) {
          break;
        }
        at += 16;
      } else {
        at += zeros;
        if (at >= JpegComponent.BLOCK) {
          throw Unreadable.damaged("a block holds more than 64 numbers");
        }
        block[JpegComponent.place(at++)] = bits.signed(length);
      }
    }
    part.component().transform(column, row, block);
  }
}
