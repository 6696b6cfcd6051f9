// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request.image;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.request.image.ImageSettings.Colours;
import dev.slipway.request.image.ImageSettings.Layout;
import dev.slipway.request.image.ImageSettings.Size;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

  private ImageInputs(TensorSpec input, ImageSettings settings) throws ProblemException {
    this.input = input;
    this.settings = settings;
    this.layout = settings.layout();
    this.colours = colours();
    this.size = size();
  }

  /// Whether a model takes what looks like a picture.
  public static boolean suit(Signature signature) {
    return signature.inputs().size() == 1
        && signature.inputs().getFirst().shape().size() == 4
        && TAKEN.contains(signature.inputs().getFirst().datatype());
  }

  /// @throws ProblemException where the model takes no picture, or it is not stated how
  public static ImageInputs of(Signature signature, ImageSettings settings)
      throws ProblemException {
    List<TensorSpec> inputs = signature.inputs();
    if (!suit(signature)) {
      throw Problem.input(
              "predict.no-picture",
              "The model does not take a picture",
              "A picture goes into a single input of four axes, of FP32, FP64 or UINT8; the model"
                  + " has "
                  + inputs,
              "Ask it with --row, --data or --request.")
          .asException();
    }
    TensorSpec input = inputs.getFirst();
    if (input.datatype() == DataType.UINT8) {
      requireRaw(settings);
    } else {
      settings.requireNormalisation();
    }
    return new ImageInputs(input, settings);
  }

  private static void requireRaw(ImageSettings settings) throws ProblemException {
    if (settings.stated().containsKey("mean") || settings.stated().containsKey("std")) {
      throw Problem.input(
              "predict.image-setting",
              "A model of bytes takes no mean and std",
              "Its input is UINT8: the pixels as they are, from 0 to 255.",
              "Leave them out.")
          .asException();
    }
  }

  public Map<String, Tensor> request(Path file) throws ProblemException {
    double[] pixels = Resized.of(Pixels.read(file), size, settings.fit());
    int channels = colours == Colours.GRAY ? 1 : 3;
    double[] values = new double[channels * size.width() * size.height()];
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        for (int channel = 0; channel < channels; channel++) {
          int at =
              layout == Layout.NCHW
                  ? (channel * size.height() + y) * size.width() + x
                  : (y * size.width() + x) * channels + channel;
          values[at] = value(pixels, (y * size.width() + x) * 3, channel);
        }
      }
    }
    return Map.of(input.name(), tensor(normalised(values, channels), channels));
  }

  private double value(double[] pixels, int at, int channel) {
    return switch (colours) {
      case RGB -> pixels[at + channel];
      case BGR -> pixels[at + 2 - channel];
      // As bright as the eye sees them
      case GRAY -> 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2];
    };
  }

  private double[] normalised(double[] values, int channels) throws ProblemException {
    if (input.datatype() == DataType.UINT8) {
      return values;
    }
    List<Double> mean = settings.perChannel("mean", channels);
    List<Double> std = settings.perChannel("std", channels);
    int plane = size.width() * size.height();
    for (int i = 0; i < values.length; i++) {
      int channel = layout == Layout.NCHW ? i / plane : i % channels;
      values[i] = (values[i] / 255 - mean.get(channel)) / std.get(channel);
    }
    return values;
  }

  private Tensor tensor(double[] values, int channels) {
    long[] shape =
        layout == Layout.NCHW
            ? new long[] {1, channels, size.height(), size.width()}
            : new long[] {1, size.height(), size.width(), channels};
    if (input.datatype() == DataType.FP64) {
      return Tensor.doubles(shape, values);
    }
    if (input.datatype() == DataType.UINT8) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
      for (double value : values) {
        bytes.put((byte) Math.round(value));
      }
      return Tensor.wrap(DataType.UINT8, shape, bytes.flip());
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.floats(shape, floats);
  }

  private Colours colours() throws ProblemException {
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

  private Size size() throws ProblemException {
    OptionalLong height = fixed(layout == Layout.NCHW ? 2 : 1);
    OptionalLong width = fixed(layout == Layout.NCHW ? 3 : 2);
    Optional<Size> stated = settings.size();
    if (stated.isEmpty() && (height.isEmpty() || width.isEmpty())) {
      throw Problem.input(
              "predict.image-unstated",
              "It is not stated how large the picture is to be",
              "The model takes any size; it was trained with one.",
              "Say it: --size 224x224, or model.image.size in slipway.yaml.")
          .asException();
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

  private static ProblemException misfit(String why) {
    return Problem.input(
            "predict.image-misfit",
            "The picture as stated does not fit the model",
            why,
            "Correct --layout, --colours or --size; slipway inspect shows what the model takes.")
        .asException();
  }
}
