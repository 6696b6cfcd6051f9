// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A picture becomes the numbers that the training gave the model, or nothing.
final class ModelPicturesTest {

  private static final int RED = 0xff0000;
  private static final int GREEN = 0x00ff00;
  private static final int BLUE = 0x0000ff;
  private static final int DARK = 0x333333;

  @TempDir Path folder;

  @Test
  void laysChannelsOutAndNormalisesEach() throws Exception {
    Path file = png(2, RED, GREEN, BLUE, DARK);
    var settings = settings("layout", "NCHW", "mean", "0.5,0,0.2", "std", "0.5,1,0.1");

    Tensor nchw = request(spec(DataType.FP32, -1, 3, 2, 2), settings, file);
    Tensor nhwc =
        request(
            spec(DataType.FP64, -1, 2, 2, 3),
            settings("layout", "NHWC", "mean", "0", "std", "1", "colours", "bgr"),
            file);

    assertArrayEquals(new long[] {1, 3, 2, 2}, nchw.shape());
    assertArrayEquals(
        new double[] {1, -1, -1, -0.6, 0, 1, 0, 0.2, -2, -2, 8, 0}, nchw.toDoubles(), 1e-6);
    assertArrayEquals(new long[] {1, 2, 2, 3}, nhwc.shape());
    assertArrayEquals(
        new double[] {0, 0, 1, 0, 1, 0, 1, 0, 0, 0.2, 0.2, 0.2}, nhwc.toDoubles(), 1e-12);
  }

  @Test
  void takesPixelsAsTheyAreForAModelOfBytes() throws Exception {
    Tensor bytes =
        request(
            spec(DataType.UINT8, 1, 1, 1, 2), settings("layout", "NCHW"), png(2, RED, 0xffffff));

    assertArrayEquals(new double[] {76, 255}, bytes.toDoubles());
  }

  /// Weights fall off evenly over two old pixels on each side of a new one's middle.
  @Test
  void countsEveryPixelWhenItShrinksAPicture() throws Exception {
    Path file = png(4, 0, 0x070707, 0x0e0e0e, 0x2a2a2a);

    Tensor small =
        request(
            spec(DataType.FP64, 1, 1, 1, -1),
            settings("layout", "NCHW", "size", "2x1", "mean", "0", "std", "0.00392156862745098"),
            file);

    assertArrayEquals(
        new double[] {(3 * 0 + 3 * 7 + 14) / 7.0, (7 + 3 * 14 + 3 * 42) / 7.0},
        small.toDoubles(),
        1e-9);
  }

  @Test
  void cutsTheMiddleOutOrStretches() throws Exception {
    Path file = png(4, RED, GREEN, GREEN, BLUE, RED, GREEN, GREEN, BLUE);
    TensorSpec spec = spec(DataType.FP64, 1, 3, 2, 2);
    var plain = Map.of("layout", "NCHW", "mean", "0", "std", "1");
    var crop = new TreeMap<>(plain);
    crop.put("fit", "crop");

    Tensor cut = request(spec, new ImageSettings(crop), file);
    Tensor whole = request(spec, new ImageSettings(new TreeMap<>(plain)), file);

    assertArrayEquals(new double[] {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0}, cut.toDoubles(), 1e-12);
    assertEquals(3 / 7.0, whole.toDoubles()[0], 1e-12);
  }

  /// All its rows in the new width would take 3 GB.
  @Test
  void takesAPictureThatIsVeryTallAndRefusesOneThatIsTaller() throws Exception {
    var settings = settings("layout", "NCHW", "mean", "0", "std", "1", "size", "2048x1");
    TensorSpec any = spec(DataType.FP64, -1, 3, -1, -1);
    int[] dark = new int[65_535];
    Arrays.fill(dark, DARK);
    double[] expected = new double[2048 * 3];
    Arrays.fill(expected, 0.2);

    assertArrayEquals(expected, request(any, settings, png(1, dark)).toDoubles(), 1e-9);
    assertEquals(
        "It has 1 x 65,536 pixels; at most 50,000,000 are read, and 65,535 on a side.",
        problem(any, settings, png(1, new int[65_536])).why());
  }

  /// Java would show a grey of 100 as 168.
  @Test
  void leavesGreyAsItIs() throws Exception {
    var grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    Path file = folder.resolve("grey.png");
    ImageIO.write(grey, "png", file.toFile());

    Tensor bytes = request(spec(DataType.UINT8, 1, 1, 1, 3), settings("layout", "NHWC"), file);

    assertArrayEquals(new double[] {100, 100, 100}, bytes.toDoubles());
  }

  @Test
  void refusesWhatIsNotStatedOrDoesNotFit() throws Exception {
    Path file = png(1, RED);
    TensorSpec any = spec(DataType.FP32, -1, 3, -1, -1);
    var whole = settings("layout", "NCHW", "mean", "0", "std", "1", "size", "8x8");

    refused("image-unstated", "Missing: mean, std.", any, settings("layout", "NCHW"), file);
    refused(
        "image-unstated",
        "The model takes any size",
        any,
        settings("layout", "NCHW", "mean", "0", "std", "1"),
        file);
    refused(
        "image-misfit",
        "With layout NHWC its input has 5 channels, not 3.",
        spec(DataType.FP32, 1, 3, 4, 5),
        settings("layout", "NHWC", "mean", "0", "std", "1"),
        file);
    refused(
        "image-misfit",
        "Its input is 4 wide and 4 high; stated is 8x8.",
        spec(DataType.FP32, 1, 3, 4, 4),
        whole,
        file);
    refused("image-misfit", "would be 9999x1", any, settings("size", "9999x1").or(whole), file);
    refused("image-setting", "numbers above zero", any, settings("std", "1,0,1").or(whole), file);
    refused("image-setting", "one number, or 3", any, settings("mean", "1,0").or(whole), file);
    refused("image-setting", "from 0 to 255", spec(DataType.UINT8, 1, 3, 4, 4), whole, file);
    refused("no-picture", "of four axes", spec(DataType.FP32, 1, 3), whole, file);
  }

  @Test
  void refusesFilesThatAreNoPictures() throws Exception {
    var whole = settings("layout", "NCHW", "mean", "0", "std", "1", "size", "8x8");
    TensorSpec any = spec(DataType.FP32, -1, 3, -1, -1);
    byte[] sound = Files.readAllBytes(png(64, new int[64 * 64]));
    byte[] huge = sound.clone();
    Arrays.fill(huge, 16, 18, (byte) 0);
    huge[18] = (byte) 0xff;
    Arrays.fill(huge, 20, 22, (byte) 0);
    huge[22] = (byte) 0xff;
    var sum = new CRC32();
    sum.update(huge, 12, 17);
    ByteBuffer.wrap(huge).putInt(29, (int) sum.getValue());
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(sound, 40));
    Path claims = Files.write(folder.resolve("claims.png"), huge);
    Path text = Files.writeString(folder.resolve("text.png"), "a picture of a cat");

    for (Path file : List.of(cut, claims, text, folder.resolve("none.png"))) {
      assertEquals(
          "predict.image-unreadable", problem(any, whole, file).code().id(), file.toString());
    }
    assertTrue(problem(any, whole, claims).why().contains("at most 50,000,000"));
  }

  private static void refused(
      String code, String why, TensorSpec spec, ImageSettings settings, Path file) {
    Problem problem = problem(spec, settings, file);
    assertEquals("predict." + code, problem.code().id());
    assertTrue(problem.why().contains(why), problem.why());
  }

  private static Problem problem(TensorSpec spec, ImageSettings settings, Path file) {
    return assertThrows(ProblemException.class, () -> request(spec, settings, file)).problem();
  }

  private static Tensor request(TensorSpec spec, ImageSettings settings, Path file)
      throws ProblemException {
    return ModelPictures.of(new Signature(List.of(spec), List.of()), settings)
        .request(file)
        .values()
        .iterator()
        .next();
  }

  private static ImageSettings settings(String... keysAndValues) {
    var stated = new TreeMap<String, String>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      stated.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new ImageSettings(stated);
  }

  private static TensorSpec spec(DataType type, long... shape) {
    return new TensorSpec(
        "pixels",
        type,
        Arrays.stream(shape)
            .mapToObj(size -> size < 0 ? new Dimension.Dynamic("any") : new Dimension.Fixed(size))
            .map(Dimension.class::cast)
            .toList());
  }

  private Path png(int width, int... pixels) throws IOException {
    var image = new BufferedImage(width, pixels.length / width, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, image.getHeight(), pixels, 0, width);
    Path file = folder.resolve("picture.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
