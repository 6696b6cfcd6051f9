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
import java.util.stream.IntStream;

/// All inputs of a check of the running service.
///
/// @param model the ONNX file whose answers are the right ones
/// @param golden requests with the answers that were recorded
/// @param requests the golden requests as JSON, in the same order
/// @param replies what the service answered them, in the same order
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
    List<Http.Reply> replies,
    Duration ready,
    Duration load) {

  Rehearsal {
    requests = List.copyOf(requests);
    replies = List.copyOf(replies);
  }

  /// The golden requests that the service answers: by any other nothing can be told of it.
  List<String> answered() {
    return IntStream.range(0, requests.size())
        .filter(i -> replies.get(i).status() == 200)
        .mapToObj(requests::get)
        .toList();
  }

  /// A golden request that the service answers, else the first.
  String example() {
    List<String> answered = answered();
    return answered.isEmpty() ? requests.getFirst() : answered.getFirst();
  }

  /// Asks every golden request once.
  static List<Http.Reply> asked(
      RunningService service, Http http, ServiceSheet sheet, List<String> requests)
      throws InterruptedException {
    List<Http.Reply> replies = new ArrayList<>();
    for (String request : requests) {
      replies.add(http.post(service.data(), inferPath(sheet), request));
    }
    return replies;
  }

  private static String inferPath(ServiceSheet sheet) {
    return "/v2/models/" + sheet.model() + "/infer";
  }

  String inferPath() {
    return inferPath(sheet);
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
