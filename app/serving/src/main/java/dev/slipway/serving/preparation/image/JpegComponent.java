// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.function.BooleanSupplier;

/// One component of a JPEG, brightness or a difference of colour, in samples that may be fewer than
/// the pixels.
final class JpegComponent {

  static final int SIDE = 8;
  static final int BLOCK = SIDE * SIDE;

  /// The place in a block, row by row, of each coefficient as they come (ITU T.81, figure A.6).
  private static final int[] PLACES = places();

  /// What the file says of it.
  ///
  /// @param across blocks beside one another in a unit, 1 to 4
  /// @param down blocks below one another in a unit, 1 to 4
  /// @param table of quantization
  record Stated(int id, int across, int down, int table) {}

  /// Where its blocks and samples are.
  ///
  /// @param blocksAcross those that hold a part of the picture
  /// @param paddedAcross those that whole units hold
  /// @param width in samples that belong to the picture
  record Grid(
      int blocksAcross, int blocksDown, int paddedAcross, int paddedDown, int width, int height) {}

  private final Stated stated;
  private final Grid grid;
  private final InverseDct inverse = new InverseDct();
  private int[] factors = {};
  private byte[] samples = {};
  private short[] coefficients = {};

  JpegComponent(Stated stated, Grid grid) {
    this.stated = stated;
    this.grid = grid;
  }

  private static int[] places() {
    int[] places = new int[BLOCK];
    int at = 0;
    for (int diagonal = 0; diagonal < 2 * SIDE - 1; diagonal++) {
      for (int i = 0; i <= diagonal; i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        int column = diagonal - row;
        if (row < SIDE && column < SIDE) {
          places[at++] = row * SIDE + column;
        }
      }
    }
    return places;
  }

  /// @param at as coefficients come
  static int place(int at) {
    return PLACES[at];
  }

  Stated stated() {
    return stated;
  }

  Grid grid() {
    return grid;
  }

  /// Bytes of its samples.
  long size() {
    return (long) grid.paddedAcross() * grid.paddedDown() * BLOCK;
  }

  /// Takes memory for what is to come.
  ///
  /// @param kept whether its coefficients come bit by bit
  void prepare(boolean kept) {
    samples = new byte[(int) size()];
    if (kept) {
      coefficients = new short[(int) size()];
    }
  }

  boolean hasFactors() {
    return factors.length > 0;
  }

  /// @param quantization factors as they come; the first that are known when its pixels begin count
  void use(int[] quantization) {
    factors = new int[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      factors[PLACES[i]] = quantization[i];
    }
  }

  byte[] samples() {
    return samples;
  }

  /// Samples from one row to the next.
  int stride() {
    return grid.paddedAcross() * SIDE;
  }

  /// Of all blocks, 64 each, by their places.
  short[] coefficients() {
    return coefficients;
  }

  /// @param values of its coefficients by their places; lost afterwards
  void transform(int column, int row, int[] values) {
    for (int i = 0; i < BLOCK; i++) {
      values[i] *= factors[i];
    }
    inverse.transform(values, samples, row * SIDE * stride() + column * SIDE, stride());
  }

  /// Makes samples of all coefficients, which are given away.
  ///
  /// @param goesOn asked for each row of blocks
  /// @throws PreparationException when none of it came, or its time is up
  void transformAll(BooleanSupplier goesOn) throws PreparationException {
    if (!hasFactors()) {
      throw Unreadable.damaged("one of its colours is missing");
    }
    int[] block = new int[BLOCK];
    for (int row = 0; row < grid.blocksDown(); row++) {
      Unreadable.require(goesOn);
      for (int column = 0; column < grid.blocksAcross(); column++) {
        int from = (row * grid.paddedAcross() + column) * BLOCK;
        for (int i = 0; i < BLOCK; i++) {
          block[i] = coefficients[from + i];
        }
        transform(column, row, block);
      }
    }
    coefficients = new short[0];
  }
}
