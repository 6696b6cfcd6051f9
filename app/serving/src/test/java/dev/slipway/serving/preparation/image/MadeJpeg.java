// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Element;

/// JPEGs as libjpeg writes them.
///
/// @param across blocks of brightness beside one another for one of colour
/// @param restart units between two markers, or 0
record MadeJpeg(
    boolean grey, float quality, int across, int down, boolean progressive, int restart) {

  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

  /// Any but half as many samples of colour down alone, which libjpeg's versions blend otherwise.
  static MadeJpeg of(Random random) {
    boolean grey = random.nextInt(5) == 0;
    int across = grey ? 1 : new int[] {1, 2, 2, 4}[random.nextInt(4)];
    return new MadeJpeg(
        grey,
        new float[] {0.02f, 0.3f, 0.75f, 0.95f, 1}[random.nextInt(5)],
        across,
        grey || across == 1
            ? new int[] {1, grey ? 1 : 4}[random.nextInt(2)]
            : 1 + random.nextInt(2),
        random.nextInt(3) == 0,
        random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 0);
  }

  byte[] of(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      param.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
      Element tree = (Element) metadata.getAsTree(FORMAT);
      sample((Element) tree.getElementsByTagName("componentSpec").item(0));
      if (restart > 0) {
        var interval = new IIOMetadataNode("dri");
        interval.setAttribute("interval", Integer.toString(restart));
        Element sequence = (Element) tree.getElementsByTagName("markerSequence").item(0);
        sequence.insertBefore(interval, sequence.getFirstChild());
      }
      metadata.setFromTree(FORMAT, tree);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private void sample(Element first) {
    first.setAttribute("HsamplingFactor", Integer.toString(across));
    first.setAttribute("VsamplingFactor", Integer.toString(down));
  }

  /// A picture with soft parts, edges and noise.
  static BufferedImage picture(Random random, int width, int height, boolean grey) {
    var image =
        new BufferedImage(
            width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    int bands = image.getRaster().getNumBands();
    int noise = 1 + random.nextInt(120);
    int edge = 1 + random.nextInt(40);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < bands; band++) {
          int value =
              (int) (128 + 90 * Math.sin((x + band * 9.0) / 11) * Math.cos(y / 17.0))
                  + ((x / edge + y / edge + band) % 2) * 60
                  + random.nextInt(noise)
                  - noise / 2;
          image.getRaster().setSample(x, y, band, Math.clamp(value, 0, 255));
        }
      }
    }
    return image;
  }
}
