// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Takes a PNG's filters away, and puts the pixels of its passes where they belong (ISO 15948, 8.2
/// and 9.2).
final class PngRows {

  /// Every so many pixels, from one on.
  private record Pass(int x, int y, int stepX, int stepY) {

    int width(PngHead head) {
      return (head.width() - x + stepX - 1) / stepX;
    }

    int height(PngHead head) {
      return (head.height() - y + stepY - 1) / stepY;
    }
  }

  private static final List<Pass> ADAM =
      List.of(
          new Pass(0, 0, 8, 8),
          new Pass(4, 0, 8, 8),
          new Pass(0, 4, 4, 8),
          new Pass(2, 0, 4, 4),
          new Pass(0, 2, 2, 4),
          new Pass(1, 0, 2, 2),
          new Pass(0, 1, 1, 2));

  private final PngHead head;
  private final PngSource source;
  private final int back;
  private final int stride;
  private final byte[] filter = {0};

  PngRows(PngHead head, PngSource source) {
    this.head = head;
    this.source = source;
    this.back = head.pixelBytes();
    this.stride = head.stride(head.width());
  }

  /// All rows, each on bytes of its own.
  ///
  /// @throws PreparationException when there are fewer, or a filter is none
  byte[] read(BooleanSupplier goesOn) throws PreparationException {
    byte[] pixels = new byte[stride * head.height()];
    for (Pass pass : head.interlaced() ? ADAM : List.of(new Pass(0, 0, 1, 1))) {
      int width = pass.width(head);
      if (width > 0) {
        read(pass, head.stride(width), pixels, goesOn);
      }
    }
    return pixels;
  }

  private void read(Pass pass, int size, byte[] pixels, BooleanSupplier goesOn)
      throws PreparationException {
    byte[] above = new byte[size];
    byte[] row = new byte[size];
    for (int y = 0; y < pass.height(head); y++) {
      Unreadable.require(goesOn);
      source.read(filter, 0, 1);
      source.read(row, 0, size);
      unfilter(filter[0], row, above);
      int to = (pass.y() + y * pass.stepY()) * stride;
      if (pass.stepX() == 1) {
        System.arraycopy(row, 0, pixels, to, size);
      } else {
        spread(pass, row, pixels, to);
      }
      byte[] done = row;
      row = above;
      above = done;
    }
  }

  private void unfilter(int kind, byte[] row, byte[] above) throws PreparationException {
    switch (kind) {
      case 0 -> {}
      case 1 -> {
        for (int i = back; i < row.length; i++) {
          row[i] += row[i - back];
        }
      }
      case 2 -> {
        for (int i = 0; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 0; i < row.length; i++) {
          int left = i < back ? 0 : row[i - back] & 0xff;
          row[i] += (byte) ((left + (above[i] & 0xff)) / 2);
        }
      }
      case 4 -> {
        for (int i = 0; i < row.length; i++) {
          row[i] += i < back ? above[i] : likeliest(row[i - back], above[i], above[i - back]);
        }
      }
      default -> throw Unreadable.damaged("a row has a filter that is none");
    }
  }

  /// Of three neighbours the one that is nearest to left + up - corner.
  private static byte likeliest(byte left, byte up, byte corner) {
    int l = left & 0xff;
    int u = up & 0xff;
    int c = corner & 0xff;
    int fromLeft = Math.abs(u - c);
    int fromUp = Math.abs(l - c);
    int fromCorner = Math.abs(l + u - 2 * c);
    if (fromLeft <= fromUp && fromLeft <= fromCorner) {
      return left;
    }
    return fromUp <= fromCorner ? up : corner;
  }

  private void spread(Pass pass, byte[] row, byte[] pixels, int to) {
    int bits = head.bits() * head.samples();
    for (int i = 0; i < pass.width(head); i++) {
      int x = pass.x() + i * pass.stepX();
      if (bits >= 8) {
        System.arraycopy(row, i * back, pixels, to + x * back, back);
      } else {
        int value = row[i * bits / 8] >> (8 - bits - i * bits % 8) & ((1 << bits) - 1);
        pixels[to + x * bits / 8] |= (byte) (value << (8 - bits - x * bits % 8));
      }
    }
  }
}
