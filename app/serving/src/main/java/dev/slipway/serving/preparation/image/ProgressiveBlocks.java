// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.JpegScan.Part;
import java.util.Arrays;

/// Blocks of which a part of the coefficients comes, or of their bits (ITU T.81, G.1.2).
final class ProgressiveBlocks implements JpegScan.Blocks {

  /// Which coefficients a scan brings, and of them which bits.
  ///
  /// @param first coefficient as they come
  /// @param before the lowest bit that was there, or 0 when none was
  /// @param bit the lowest that comes
  record Band(int first, int last, int before, int bit) {}

  private final JpegBits bits;
  private final Band band;
  private final int[] last;

  /// Blocks to come that end here.
  private int ended;

  ProgressiveBlocks(JpegBits bits, Band band, int components) {
    this.bits = bits;
    this.band = band;
    this.last = new int[components];
  }

  @Override
  public void restart() {
    Arrays.fill(last, 0);
    ended = 0;
  }

  @Override
  public void read(Part part, int column, int row) throws PreparationException {
    JpegComponent component = part.component();
    short[] values = component.coefficients();
    int at = (row * component.grid().paddedAcross() + column) * JpegComponent.BLOCK;
    if (band.first() == 0) {
      if (band.before() == 0) {
        last[part.place()] += bits.signed(part.first().next(bits));
        values[at] = (short) (last[part.place()] << band.bit());
      } else {
        values[at] |= (short) (bits.get(1) << band.bit());
      }
    } else if (band.before() == 0) {
      first(part.others(), values, at);
    } else {
      refined(part.others(), values, at);
    }
  }

  private void first(HuffmanCode code, short[] values, int block) throws PreparationException {
    if (ended > 0) {
      ended--;
      return;
    }
    int at = band.first();
    while (at <= band.last()) {
      int next = code.next(bits);
      int length = next & 15;
      int zeros = next >> 4;
      if (length == 0 && zeros < 15) {
        ended = (1 << zeros) + bits.get(zeros) - 1;
        return;
      }
      at += zeros;
      if (length > 0) {
        requireWithin(at);
        values[block + JpegComponent.place(at)] = (short) (bits.signed(length) << band.bit());
      }
      at++;
    }
  }

  /// One more bit of what is there, and new ones of a single bit between.
  private void refined(HuffmanCode code, short[] values, int block) throws PreparationException {
    int at = band.first();
    while (ended == 0 && at <= band.last()) {
      int next = code.next(bits);
      int length = next & 15;
      int zeros = next >> 4;
      int fresh = 0;
      if (length == 1) {
        fresh = bits.get(1) == 1 ? 1 << band.bit() : -1 << band.bit();
      } else if (length > 1) {
        throw Unreadable.damaged("a new number has several bits where one comes");
      } else if (zeros < 15) {
        ended = (1 << zeros) + bits.get(zeros);
        break;
      }
      at = refined(values, block, at, zeros);
      if (fresh != 0) {
        requireWithin(at);
        values[block + JpegComponent.place(at)] = (short) fresh;
      }
      at++;
    }
    if (ended > 0) {
      refined(values, block, at, JpegComponent.BLOCK);
      ended--;
    }
  }

  /// @param zeros that are passed over
  /// @return the place of the zero behind them
  private int refined(short[] values, int block, int from, int zeros) {
    int left = zeros;
    int at = from;
    while (at <= band.last()) {
      int place = block + JpegComponent.place(at);
      int value = values[place];
      if (value == 0) {
        if (left-- == 0) {
          break;
        }
      } else if (bits.get(1) == 1 && (value & (1 << band.bit())) == 0) {
        values[place] = (short) (value + (value > 0 ? 1 << band.bit() : -1 << band.bit()));
      }
      at++;
    }
    return at;
  }

  private void requireWithin(int at) throws PreparationException {
    if (at > band.last()) {
      throw Unreadable.damaged("a block holds numbers beyond its part");
    }
  }
}
