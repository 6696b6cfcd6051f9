// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.protocol.ImagesReader;
import java.util.List;

/// How pictures become a model's inputs, and its answers theirs.
///
/// @param labels class names in the order of the scores; may be empty
public record Images(ImageInputs inputs, List<String> labels, ImagesReader.Limits limits) {

  public Images {
    labels = List.copyOf(labels);
  }
}
