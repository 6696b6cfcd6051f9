// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/// Writes what a node looks like as a PNG.
final class Picture {

  private Picture() {}

  static BufferedImage of(Node node) {
    WaitForAsyncUtils.waitForFxEvents();
    WritableImage image =
        WaitForAsyncUtils.waitForAsyncFx(
            20_000, () -> node.snapshot(new SnapshotParameters(), null));
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    return picture;
  }

  static void write(BufferedImage picture, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }
}
