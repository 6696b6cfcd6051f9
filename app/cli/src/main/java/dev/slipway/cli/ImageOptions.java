// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.serving.preparation.image.ImageSettings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that turn a picture into numbers. Each overrides its key under `model.image` in
/// `slipway.yaml`.
final class ImageOptions {

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description =
          "For --image: the size that a picture is resized to (default: the model's own).")
  private @Nullable String size = null;

  @Option(
      names = "--layout",
      paramLabel = "NCHW|NHWC",
      description = "For --image: where the model has its channels.")
  private @Nullable String layout = null;

  @Option(
      names = "--mean",
      paramLabel = "N,N,N",
      description = "For --image: what is subtracted from each channel, for pixels from 0 to 1.")
  private @Nullable String mean = null;

  @Option(
      names = "--std",
      paramLabel = "N,N,N",
      description = "For --image: what each channel is then divided by.")
  private @Nullable String std = null;

  @Option(
      names = "--colours",
      paramLabel = "RGB|BGR|GRAY",
      description = "For --image: the order of the channels (default: RGB, or GRAY for one).")
  private @Nullable String colours = null;

  @Option(
      names = "--fit",
      paramLabel = "STRETCH|CROP",
      description =
          "For --image: how a picture with another aspect ratio is fitted (default: STRETCH).")
  private @Nullable String fit = null;

  ImageSettings settings() {
    return ImageSettings.of(
        Map.of(
            "size", Optional.ofNullable(size),
            "layout", Optional.ofNullable(layout),
            "mean", Optional.ofNullable(mean),
            "std", Optional.ofNullable(std),
            "colours", Optional.ofNullable(colours),
            "fit", Optional.ofNullable(fit)));
  }
}
