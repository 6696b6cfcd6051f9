// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.request.ModelPictures;
import dev.slipway.serving.preparation.image.ImageSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the service makes a model's inputs of pictures: what `preparation.json` tells it where the
/// project states it.
///
/// @param settings as slipway.yaml has them under `model.image`
/// @param labels class names in the order of the scores; may be empty
record ImagesPreparation(SortedMap<String, String> settings, List<String> labels) {

  ImagesPreparation {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    labels = List.copyOf(labels);
  }

  /// Empty for a model that takes no pictures, or of which it is not stated how.
  static Optional<ImagesPreparation> of(BundleInput input) {
    ImageSettings stated = input.project().model().image();
    if (stated.stated().isEmpty()) {
      return Optional.empty();
    }
    try {
      var _ = ModelPictures.of(input.inspection().signature(), stated);
      return Optional.of(
          new ImagesPreparation(stated.stated(), input.inspection().featureMap().labels()));
    } catch (ProblemException openOrUnfit) {
      return Optional.empty();
    }
  }

  GeneratedFile.Content content() {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ObjectNode images = file.putObject("images");
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      images.put(setting.getKey(), setting.getValue());
    }
    ArrayNode names = file.putArray("labels");
    labels.forEach(names::add);
    return ByteContent.of(Json.text(file));
  }
}
