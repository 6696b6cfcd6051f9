// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.function.BooleanSupplier;

/// The bytes of a picture, of which the head is read: how large it is, and what it takes to decode.
public interface PictureFile {

  /// More take too much memory; a small file may claim any size.
  long MOST_PIXELS = 50_000_000;

  /// That of a JPEG: a row, and its weights, are held as doubles.
  int LONGEST_SIDE = 65_535;

  /// The code of a refusal because of its pixels.
  String TOO_LARGE = "predict.image-too-large";

  int width();

  int height();

  /// The most bytes that are held while it is decoded, beside the file's.
  long memory();

  /// Decodes it, once.
  ///
  /// @param goesOn asked now and then; once it says no, decoding ends
  /// @throws PreparationException where the file is cut off, damaged or of a rare kind
  Picture decode(BooleanSupplier goesOn) throws PreparationException;

  /// Reads a picture's head. A file too short for what its head says is refused, so that few bytes
  /// ask for no more memory than they can fill.
  ///
  /// @throws PreparationException where it is no JPEG or PNG, larger than allowed, damaged, or of a
  ///   rare kind; of code [#TOO_LARGE] where its size is the reason
  static PictureFile of(byte[] bytes) throws PreparationException {
    return of(bytes, () -> true);
  }

  /// As [#of(byte[])]: what stands before a head may be long.
  ///
  /// @param goesOn asked now and then; once it says no, reading ends
  static PictureFile of(byte[] bytes, BooleanSupplier goesOn) throws PreparationException {
    if (JpegFile.isOne(bytes)) {
      return JpegFile.of(bytes, goesOn);
    }
    if (PngFile.isOne(bytes)) {
      return PngFile.of(bytes);
    }
    throw Unreadable.because("Its bytes are those of no picture that is known.");
  }
}
