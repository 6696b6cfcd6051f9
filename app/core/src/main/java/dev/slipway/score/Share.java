// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

/// One of several shares of the pieces, each of which a process of its own scores into the same
/// folder. Every piece is of one share alone.
///
/// @param index from 0 on
/// @param of how many there are
public record Share(int index, int of) {

  /// All pieces.
  public static final Share ALL = new Share(0, 1);

  public Share {
    if (index < 0 || index >= of) {
      throw new IllegalArgumentException("no share: " + index + " of " + of);
    }
  }

  /// Whether it holds a piece. It stays so when another file cannot be read.
  ///
  /// @param file place of the file among all that were given
  /// @param piece place of the piece within its file
  boolean holds(int file, int piece) {
    return (file + piece) % of == index;
  }

  /// Whether it is the only one.
  public boolean isAll() {
    return of == 1;
  }

  @Override
  public String toString() {
    return index + "/" + of;
  }
}
