// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ProgressiveBlocks.Band;
import java.util.Arrays;
import java.util.List;

/// What has come of a progressive JPEG's coefficients. Each bit comes once, from the highest on
/// (ITU T.81, G.1.1.1.1): a file cannot make its reader do the same work again.
final class Progression {

  private static final int MOST_BITS = 13;

  /// libjpeg guesses these from the blocks around where they are missing.
  private static final int GUESSED = 5;

  private static final int NONE = -1;

  /// By component and coefficient: the lowest bit that has come.
  private final int[][] lowest;

  Progression(int components) {
    lowest = new int[components][JpegComponent.BLOCK];
    for (int[] one : lowest) {
      Arrays.fill(one, NONE);
    }
  }

  /// @param components of a scan
  /// @throws PreparationException when the scan is not the next part of anything
  void next(List<Integer> components, Band band) throws PreparationException {
    boolean isFirst = band.first() == 0;
    boolean fits =
        isFirst
            ? band.last() == 0
            : band.first() <= band.last()
                && band.last() < JpegComponent.BLOCK
                && components.size() == 1;
    boolean refines = band.before() > 0;
    if (!fits || band.bit() > MOST_BITS || (refines && band.bit() != band.before() - 1)) {
      throw Unreadable.damaged("a scan says wrongly what it holds");
    }
    for (int component : components) {
      int[] had = lowest[component];
      for (int at = band.first(); at <= band.last(); at++) {
        boolean follows = refines ? had[at] == band.before() : had[at] == NONE;
        if (!follows || (!isFirst && had[0] == NONE)) {
          throw Unreadable.damaged("its scans are not in order");
        }
        had[at] = band.bit();
      }
    }
  }

  /// Fine parts that never began may be none of the picture: an encoder may leave them out.
  ///
  /// @throws PreparationException when a coefficient that began lacks bits, or one never began of
  ///   those without which a picture is blurred
  void requireComplete() throws PreparationException {
    for (int[] one : lowest) {
      for (int at = 0; at < one.length; at++) {
        if (one[at] > 0 || (at <= GUESSED && one[at] == NONE)) {
          throw Unreadable.because("It is not whole: scans that make it sharp are missing.");
        }
      }
    }
  }
}
