// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ImageSettings.Colours;
import dev.slipway.serving.preparation.image.ImageSettings.Fit;
import dev.slipway.serving.preparation.image.ImageSettings.Layout;
import dev.slipway.serving.preparation.image.ImageSettings.Size;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// Makes a request of a picture: a value is (pixel / 255 - mean) / std of its channel; a model of
/// bytes takes the pixels as they are.
public final class ImageInputs {

  private static final List<DataType> TAKEN = List.of(DataType.FP32, DataType.FP64, DataType.UINT8);

  private static final int LONGEST_SIDE = 2048;

  private final TensorSpec input;
  private final ImageSettings settings;
  private final Layout layout;
  private final Colours colours;
  private final Size size;
  private final Fit fit;
  private final int channels;
  private final List<Double> mean;
  private final List<Double> std;

  private ImageInputs(TensorSpec input, ImageSettings settings) throws PreparationException {
    this.input = input;
    this.settings = settings;
    this.layout = settings.layout();
    this.colours = colours();
    this.size = size();
    this.fit = settings.fit();
    this.channels = colours == Colours.GRAY ? 1 : 3;
    boolean raw = input.datatype() == DataType.UINT8;
    this.mean = raw ? List.of() : settings.perChannel("mean", channels);
    this.std = raw ? List.of() : settings.perChannel("std", channels);
    if (fixed(0).orElse(1) != 1) {
      throw misfit("It takes %d pictures at once, not one.".formatted(fixed(0).orElse(1)));
    }
  }

  /// Whether a model takes what looks like a picture.
  public static boolean suit(List<TensorSpec> inputs) {
    return inputs.size() == 1
        && inputs.getFirst().shape().size() == 4
        && TAKEN.contains(inputs.getFirst().datatype());
  }

  /// @throws PreparationException where the model takes no picture, or it is not stated how
  public static ImageInputs of(List<TensorSpec> inputs, ImageSettings settings)
      throws PreparationException {
    if (!suit(inputs)) {
      throw new PreparationException(
          "predict.no-picture",
          "The model does not take a picture",
          "A picture goes into a single input of four axes, of FP32, FP64 or UINT8; the model"
              + " has "
              + inputs,
          "Ask it with --row, --data or --request.");
    }
    TensorSpec input = inputs.getFirst();
    if (input.datatype() == DataType.UINT8) {
      requireRaw(settings);
    } else {
      settings.requireNormalisation();
    }
    return new ImageInputs(input, settings);
  }

  private static void requireRaw(ImageSettings settings) throws PreparationException {
    if (settings.stated().containsKey("mean") || settings.stated().containsKey("std")) {
      throw new PreparationException(
          "predict.image-setting",
          "A model of bytes takes no mean and std",
          "Its input is UINT8: the pixels as they are, from 0 to 255.",
          "Leave them out.");
    }
  }

  /// The most bytes that are held while a file becomes a request, beside the file's own and those
  /// of the tensor.
  public long memory(PictureFile file) {
    // Of a JPEG, three components in the picture's width, and as they are blended
    long enlarged = 6L * Integer.BYTES * file.width();
    return file.memory() + enlarged + Resized.memory(file.width(), file.height(), size);
  }

  /// Whether several pictures may go together.
  public boolean takesSeveral() {
    return fixed(0).isEmpty();
  }

  /// Bytes of a tensor of so many pictures.
  public long bytes(int pictures) {
    return (long) pictures * numbers() * input.datatype().byteSize();
  }

  private int numbers() {
    return channels * size.width() * size.height();
  }

  /// A request about one picture.
  ///
  /// @param memory where its tensor lies
  public Map<String, Tensor> request(Picture picture, TensorMemory memory)
      throws PreparationException {
    Batch batch = batch(1, memory);
    batch.put(0, picture, () -> true);
    return batch.request();
  }

  /// A request about several pictures, which are put into it one after the other.
  ///
  /// @param memory where its tensor lies
  public Batch batch(int pictures, TensorMemory memory) {
    return new Batch(pictures, memory.allocate(Math.toIntExact(bytes(pictures))));
  }

  /// Pictures that go through the model together.
  public final class Batch {
    private final int pictures;
    private final ByteBuffer data;

    private Batch(int pictures, ByteBuffer data) {
      this.pictures = pictures;
      this.data = data.order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @param goesOn asked now and then; once it says no, the picture is left
    /// @throws PreparationException where it was left
    public void put(int at, Picture picture, BooleanSupplier goesOn) throws PreparationException {
      double[] pixels = Resized.of(picture, size, fit, goesOn);
      int plane = size.width() * size.height();
      int first = at * numbers();
      for (int pixel = 0; pixel < plane; pixel++) {
        for (int channel = 0; channel < channels; channel++) {
          int place = layout == Layout.NCHW ? channel * plane + pixel : pixel * channels + channel;
          ImageInputs.this.put(data, first + place, value(pixels, pixel * 3, channel), channel);
        }
      }
    }

    /// Once all are put into it.
    public Map<String, Tensor> request() {
      long[] shape =
          layout == Layout.NCHW
              ? new long[] {pictures, channels, size.height(), size.width()}
              : new long[] {pictures, size.height(), size.width(), channels};
      return Map.of(input.name(), Tensor.wrap(input.datatype(), shape, data));
    }
  }

  private double value(double[] pixels, int at, int channel) {
    return switch (colours) {
      case RGB -> pixels[at + channel];
      case BGR -> pixels[at + 2 - channel];
      // As bright as the eye sees them
      case GRAY -> 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2];
    };
  }

  /// @param at of the number in the tensor
  private void put(ByteBuffer data, int at, double value, int channel) {
    if (input.datatype() == DataType.UINT8) {
      data.put(at, (byte) Math.round(value));
      return;
    }
    double normalised = (value / 255 - mean.get(channel)) / std.get(channel);
    if (input.datatype() == DataType.FP64) {
      data.putDouble(at * Double.BYTES, normalised);
    } else {
      data.putFloat(at * Float.BYTES, (float) normalised);
    }
  }

  private Colours colours() throws PreparationException {
    OptionalLong channels = fixed(layout == Layout.NCHW ? 1 : 3);
    Optional<Colours> stated = settings.colours();
    Colours chosen = stated.orElse(channels.orElse(3) == 1 ? Colours.GRAY : Colours.RGB);
    long wanted = chosen == Colours.GRAY ? 1 : 3;
    if (channels.isPresent() && channels.getAsLong() != wanted) {
      throw misfit(
          "With layout %s its input has %d channels, not %d."
              .formatted(layout, channels.getAsLong(), wanted));
    }
    return chosen;
  }

  private Size size() throws PreparationException {
    OptionalLong height = fixed(layout == Layout.NCHW ? 2 : 1);
    OptionalLong width = fixed(layout == Layout.NCHW ? 3 : 2);
    Optional<Size> stated = settings.size();
    if (stated.isEmpty() && (height.isEmpty() || width.isEmpty())) {
      throw new PreparationException(
          "predict.image-unstated",
          "It is not stated how large the picture is to be",
          "The model takes any size; it was trained with one.",
          "Say it: --size 224x224, or model.image.size in slipway.yaml.");
    }
    long wide = stated.isPresent() ? stated.get().width() : width.orElse(0);
    long high = stated.isPresent() ? stated.get().height() : height.orElse(0);
    if (height.orElse(high) != high || width.orElse(wide) != wide) {
      throw misfit(
          "Its input is %s wide and %s high; stated is %dx%d."
              .formatted(text(width), text(height), wide, high));
    }
    if (Math.min(wide, high) < 1 || Math.max(wide, high) > LONGEST_SIDE) {
      throw misfit(
          "Its input would be %dx%d; sides may be 1 to %d long."
              .formatted(wide, high, LONGEST_SIDE));
    }
    return new Size((int) wide, (int) high);
  }

  private static String text(OptionalLong side) {
    return side.isPresent() ? Long.toString(side.getAsLong()) : "any";
  }

  private OptionalLong fixed(int axis) {
    return input.shape().get(axis) instanceof Dimension.Fixed(long size)
        ? OptionalLong.of(size)
        : OptionalLong.empty();
  }

  private static PreparationException misfit(String why) {
    return new PreparationException(
        "predict.image-misfit",
        "The picture as stated does not fit the model",
        why,
        "Correct --layout, --colours or --size; slipway inspect shows what the model takes.");
  }
}
