// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.request.image.ImageSettings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a picture becomes numbers; each overrides its key under `model.image` in `slipway.yaml`.
final class ImageOptions {

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description = "Of a picture: pixels it is resized to (default: the model's own size).")
  private @Nullable String size = null;

  @Option(
      names = "--layout",
      paramLabel = "NCHW|NHWC",
      description = "Of a picture: where the model has its channels.")
  private @Nullable String layout = null;

  @Option(
      names = "--mean",
      paramLabel = "N,N,N",
      description = "Of a picture: taken from each channel of pixels from 0 to 1.")
  private @Nullable String mean = null;

  @Option(
      names = "--std",
      paramLabel = "N,N,N",
      description = "Of a picture: what each channel is then divided by.")
  private @Nullable String std = null;

  @Option(
      names = "--colours",
      paramLabel = "RGB|BGR|GRAY",
      description = "Of a picture: the order of its channels (default: RGB, or GRAY for one).")
  private @Nullable String colours = null;

  @Option(
      names = "--fit",
      paramLabel = "STRETCH|CROP",
      description = "Of a picture with another ratio of its sides (default: STRETCH).")
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
