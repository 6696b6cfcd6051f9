// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import java.util.List;

/// Which share of all the work each piece is, by its bytes.
final class Shares {

  private final double all;

  Shares(List<Piece> pieces) {
    this.all = Math.max(1, pieces.stream().mapToDouble(Shares::bytes).sum());
  }

  double of(Piece piece) {
    return bytes(piece) / all;
  }

  private static double bytes(Piece piece) {
    return piece.file().path().toFile().length() * piece.share();
  }
}
