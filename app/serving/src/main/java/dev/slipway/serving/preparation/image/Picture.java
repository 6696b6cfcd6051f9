// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

/// A picture as numbers from 0 to 255, three for each pixel: red, green, blue. Transparency and
/// colour profiles are left out, as is a camera's note that the picture lies on its side.
public interface Picture {

  int width();

  int height();

  /// Reads one row of pixels.
  ///
  /// @param values gets three numbers for each pixel
  void row(int y, double[] values);
}
