// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import dev.slipway.request.ModelPictures;
import dev.slipway.serving.ServingOption;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.protocol.ImagesReader;
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
/// @param limits what callers are told
record ImagesPreparation(SortedMap<String, String> settings, List<String> labels, Limits limits) {

  /// What the service takes.
  ///
  /// @param images most of a request; fewer where the warm-up sees that more answer otherwise
  /// @param pixels most of a picture
  /// @param progressive pixels of a progressive JPEG, where it is to get in for sure
  /// @param base64 KiB of a request of JSON, which takes more than its size while it is read
  record Limits(int images, int pixels, int progressive, int base64) {

    /// Samples of a JPEG as cameras write it, with colours of half as many rows and columns, take a
    /// byte each while it is decoded; those of a progressive one three.
    static Limits of(Plan plan) {
      long held = ((long) plan.value(PlanKeys.RECEIVE_MEMORY) << 10) / ReplicaSize.BYTES_OF_A_PIXEL;
      long most = of(ServingOption.IMAGES_MAX_PIXELS);
      return new Limits(
          Math.min(of(ServingOption.IMAGES_MAX), plan.value(PlanKeys.BATCH_ROWS)),
          (int) Math.min(most, 3 * held),
          (int) Math.min(most, held),
          Math.min(
              plan.value(PlanKeys.REQUEST_LIMIT),
              plan.value(PlanKeys.RECEIVE_MEMORY) / ImagesReader.WHILE_READ));
    }

    private static int of(ServingOption option) {
      return Integer.parseInt(option.defaultValue());
    }
  }

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
          new ImagesPreparation(
              stated.stated(), input.inspection().featureMap().labels(), Limits.of(input.plan())));
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
