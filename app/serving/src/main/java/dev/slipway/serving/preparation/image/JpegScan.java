// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// One pass over blocks of some components.
///
/// @param parts components with their codes
/// @param restart units between two markers, or 0
record JpegScan(JpegFrame frame, List<Part> parts, int restart) {

  /// Of one component; where a scan needs no code, there is [HuffmanCode#none].
  record Part(JpegComponent component, int place, HuffmanCode first, HuffmanCode others) {}

  /// Reads the blocks of a scan one after the other.
  interface Blocks {

    void restart();

    /// @param column of the block among its component's
    void read(Part part, int column, int row) throws PreparationException;
  }

  /// @throws PreparationException when the pixels are cut off or damaged
  void read(JpegBits bits, byte[] bytes, Blocks blocks, BooleanSupplier goesOn)
      throws PreparationException {
    boolean alone = parts.size() == 1;
    JpegComponent.Grid only = parts.getFirst().component().grid();
    int across = alone ? only.blocksAcross() : frame.unitsAcross();
    int down = alone ? only.blocksDown() : frame.unitsDown();
    blocks.restart();
    int left = restart;
    int marker = 0;
    for (int row = 0; row < down; row++) {
      Unreadable.require(goesOn);
      for (int column = 0; column < across; column++) {
        if (restart > 0 && left-- == 0) {
          restart(bits, bytes, marker);
          blocks.restart();
          marker = (marker + 1) % 8;
          left = restart - 1;
        }
        if (alone) {
          blocks.read(parts.getFirst(), column, row);
        } else {
          unit(blocks, column, row);
        }
        bits.requireReal();
      }
    }
  }

  private void unit(Blocks blocks, int column, int row) throws PreparationException {
    for (Part part : parts) {
      int across = part.component().stated().across();
      int down = part.component().stated().down();
      for (int y = 0; y < down; y++) {
        for (int x = 0; x < across; x++) {
          blocks.read(part, column * across + x, row * down + y);
        }
      }
    }
  }

  private static void restart(JpegBits bits, byte[] bytes, int number) throws PreparationException {
    int at = bits.position();
    while (at + 1 < bytes.length && bytes[at] == (byte) 0xff && bytes[at + 1] == (byte) 0xff) {
      at++;
    }
    if (at + 1 >= bytes.length) {
      throw Unreadable.cutOff();
    }
    if (bytes[at] != (byte) 0xff || (bytes[at + 1] & 0xff) != 0xd0 + number) {
      throw Unreadable.damaged("a restart marker is not where it belongs");
    }
    bits.restart(at + 2);
  }
}
