// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.JpegComponent.Grid;
import dev.slipway.serving.preparation.image.JpegComponent.Stated;
import java.util.ArrayList;
import java.util.List;

/// The head of a JPEG's pixels.
///
/// @param progressive whether coefficients come in several parts
/// @param across largest number of blocks beside one another in a unit, of all components
/// @param down largest number of blocks below one another
record JpegFrame(
    int width,
    int height,
    boolean progressive,
    int across,
    int down,
    List<JpegComponent> components) {

  /// @throws PreparationException where the components do not fit together
  static JpegFrame of(int width, int height, boolean progressive, List<Stated> stated)
      throws PreparationException {
    Unreadable.requireBounds(width, height);
    int across = stated.stream().mapToInt(Stated::across).max().orElse(1);
    int down = stated.stream().mapToInt(Stated::down).max().orElse(1);
    List<JpegComponent> components = new ArrayList<>();
    for (Stated one : stated) {
      if (across % one.across() != 0 || down % one.down() != 0) {
        throw Unreadable.rare("its colours have 2 samples where its brightness has 3");
      }
      components.add(
          new JpegComponent(
              one,
              new Grid(
                  parts((long) width * one.across(), JpegComponent.SIDE * across),
                  parts((long) height * one.down(), JpegComponent.SIDE * down),
                  parts(width, JpegComponent.SIDE * across) * one.across(),
                  parts(height, JpegComponent.SIDE * down) * one.down(),
                  parts((long) width * one.across(), across),
                  parts((long) height * one.down(), down))));
    }
    return new JpegFrame(width, height, progressive, across, down, List.copyOf(components));
  }

  private static int parts(long length, int part) {
    return (int) ((length + part - 1) / part);
  }

  int unitsAcross() {
    return parts(width, JpegComponent.SIDE * across);
  }

  int unitsDown() {
    return parts(height, JpegComponent.SIDE * down);
  }

  /// Bits that its blocks take in the file at the least: a code of one bit each, and where they
  /// come whole another that ends them.
  long fewestBits() {
    long blocks =
        components.stream()
            .mapToLong(one -> (long) one.grid().blocksAcross() * one.grid().blocksDown())
            .sum();
    return progressive ? blocks : 2 * blocks;
  }

  /// Bytes that its samples take, and its coefficients where they are kept.
  long memory() {
    long samples = components.stream().mapToLong(JpegComponent::size).sum();
    return progressive ? (1 + Short.BYTES) * samples : samples;
  }
}
