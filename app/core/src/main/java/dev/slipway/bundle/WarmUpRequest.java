// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The golden request that a service warms up with, instead of one whose open sizes are all 1: of
/// all golden requests the one of middle length.
///
/// @param request as the Open Inference Protocol has it
record WarmUpRequest(JsonNode request) {

  static Optional<WarmUpRequest> of(Optional<GeneratedFile.Content> golden)
      throws ProblemException {
    if (golden.isEmpty()) {
      return Optional.empty();
    }
    List<JsonNode> requests = new ArrayList<>();
    String text = new String(golden.get().bytes(), StandardCharsets.UTF_8);
    for (JsonNode one : Json.tree(text).path("cases")) {
      requests.add(one.path("request"));
    }
    requests.sort(Comparator.comparingLong(WarmUpRequest::values));
    return requests.isEmpty()
        ? Optional.empty()
        : Optional.of(new WarmUpRequest(requests.get((requests.size() - 1) / 2)));
  }

  private static long values(JsonNode request) {
    long values = 0;
    for (JsonNode input : request.path("inputs")) {
      values += input.path("data").size();
    }
    return values;
  }

  GeneratedFile.Content content() {
    return ByteContent.of(Json.line(request) + "\n");
  }

  /// The sizes of each input's axes, by its name.
  Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new TreeMap<>();
    for (JsonNode input : request.path("inputs")) {
      List<Long> shape = new ArrayList<>();
      input.path("shape").forEach(size -> shape.add(size.asLong()));
      shapes.put(input.path("name").asText(), shape);
    }
    return shapes;
  }
}
