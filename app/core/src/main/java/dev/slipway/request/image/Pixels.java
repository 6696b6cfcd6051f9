// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request.image;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// A picture as numbers from 0 to 255, three for each pixel: red, green, blue. Transparency is left
/// out, as is a camera's note that the picture lies on its side.
final class Pixels {

  /// More take too much memory for a playground; a small file may claim any size.
  private static final long MOST = 50_000_000;

  /// That of a JPEG: a row, and its weights, are held as doubles.
  private static final int LONGEST_SIDE = 65_535;

  private final BufferedImage image;
  private final Raster raster;
  private final boolean grey;

  Pixels(BufferedImage image) {
    this.image = image;
    this.raster = image.getRaster();
    this.grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /// One row of pixels, colour after colour.
  double[] row(int y) {
    int[] row = new int[width()];
    double white = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
    if (grey) {
      // Java takes grey for linear light and would brighten it; no other library does
      raster.getSamples(0, y, row.length, 1, 0, row);
    } else {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
    }
    double[] values = new double[row.length * 3];
    for (int i = 0; i < values.length; i++) {
      int pixel = row[i / 3];
      values[i] = grey ? pixel * 255 / white : (pixel >> (16 - 8 * (i % 3))) & 0xff;
    }
    return values;
  }

  static Pixels read(Path file) throws ProblemException {
    if (!Files.isRegularFile(file)) {
      throw unreadable(file, "There is no such file.", null);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw unreadable(file, "Its bytes are those of no picture that is known.", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        requireBounds(file, reader.getWidth(0), reader.getHeight(0));
        return new Pixels(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // A damaged file makes a reader fail in whatever way
      throw unreadable(file, "It is cut off, damaged, or of a rare kind: " + e.getMessage(), e);
    } catch (LinkageError e) {
      // Java's own reader of JPEG is a library, which a distribution may link with others of its
      // own
      throw new ProblemException(
          Problem.environment(
              "predict.image-no-reader",
              "Java cannot read pictures such as " + file,
              "A library that its reader needs is missing: " + e.getMessage(),
              "Install what is named there (libjpeg.so.62 is in libjpeg62-turbo on Debian), or"
                  + " convert the picture to PNG."),
          e);
    }
  }

  private static void requireBounds(Path file, int width, int height) throws ProblemException {
    if ((long) width * height > MOST || Math.max(width, height) > LONGEST_SIDE) {
      throw unreadable(
          file,
          "It has %,d x %,d pixels; at most %,d are read, and %,d on a side."
              .formatted(width, height, MOST, LONGEST_SIDE),
          null);
    }
  }

  private static ProblemException unreadable(Path file, String why, @Nullable Exception cause) {
    var problem =
        Problem.input(
            "predict.image-unreadable",
            file + " cannot be read as a picture",
            why,
            "Give a PNG or JPEG file; convert another kind first.");
    return cause == null ? problem.asException() : new ProblemException(problem, cause);
  }
}
