// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// A picture as Java's own readers decode it: libjpeg, of whatever version the JDK was built with,
/// and their reader of PNG.
final class JavasPicture implements Picture {

  private final BufferedImage image;
  private final Raster raster;
  private final boolean grey;

  JavasPicture(byte[] bytes) throws IOException {
    this.image = ImageIO.read(new ByteArrayInputStream(bytes));
    this.raster = image.getRaster();
    this.grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public void row(int y, double[] values) {
    int[] row = new int[width()];
    double white = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
    if (grey) {
      // Java takes grey for linear light and would brighten it; no other library does
      raster.getSamples(0, y, row.length, 1, 0, row);
    } else {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
    }
    for (int i = 0; i < row.length * 3; i++) {
      int pixel = row[i / 3];
      values[i] = grey ? pixel * 255 / white : (pixel >> (16 - 8 * (i % 3))) & 0xff;
    }
  }
}
