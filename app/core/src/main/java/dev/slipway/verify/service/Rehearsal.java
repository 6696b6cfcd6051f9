// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.golden.Golden;
import dev.slipway.verify.check.BundleFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// All inputs of a check of the running service.
///
/// @param model the ONNX file whose answers are the right ones
/// @param golden requests with the answers that were recorded
/// @param requests the golden requests as JSON, in the same order
/// @param ready from the start to the first ready answer
/// @param load how long load is put on
record Rehearsal(
    BundleFolder bundle,
    ServiceSheet sheet,
    RunningService service,
    Http http,
    Path model,
    Golden golden,
    List<String> requests,
    Duration ready,
    Duration load) {

  Rehearsal {
    requests = List.copyOf(requests);
  }

  String inferPath() {
    return "/v2/models/" + sheet.model() + "/infer";
  }

  Http.Reply infer(String body) throws InterruptedException {
    return http.post(service.data(), inferPath(), body);
  }

  /// The requests of a golden file as they are written there.
  static List<String> requests(String golden) throws ProblemException {
    List<String> requests = new ArrayList<>();
    for (JsonNode one : Json.tree(golden).path("cases")) {
      requests.add(one.path("request").toString());
    }
    return requests;
  }
}
