// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.function.BooleanSupplier;

/// Why a picture is not read.
final class Unreadable {

  private Unreadable() {}

  static PreparationException because(String why) {
    return of(
        "predict.image-unreadable", why, "Give a PNG or JPEG file; convert another kind first.");
  }

  private static PreparationException of(String code, String why, String remedy) {
    return new PreparationException(code, "The picture cannot be read", why, remedy);
  }

  static PreparationException cutOff() {
    return because("It is cut off: its end is missing.");
  }

  /// @param where the part that holds what cannot be
  static PreparationException damaged(String where) {
    return because("It is damaged: " + where + ".");
  }

  /// @param kind that is rare
  static PreparationException rare(String kind) {
    return because("It is of a rare kind, which is not read: " + kind + ".");
  }

  static void requireBounds(long width, long height) throws PreparationException {
    if (width * height > PictureFile.MOST_PIXELS
        || Math.max(width, height) > PictureFile.LONGEST_SIDE) {
      throw of(
          PictureFile.TOO_LARGE,
          "It has %,d x %,d pixels; at most %,d are read, and %,d on a side."
              .formatted(width, height, PictureFile.MOST_PIXELS, PictureFile.LONGEST_SIDE),
          "Make it smaller first.");
    }
  }

  static void require(BooleanSupplier goesOn) throws PreparationException {
    if (!goesOn.getAsBoolean()) {
      throw because("Its time was up before it was decoded.");
    }
  }
}
