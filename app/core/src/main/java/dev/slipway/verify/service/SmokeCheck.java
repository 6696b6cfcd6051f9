// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.service.Http.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The service lives, is ready, describes itself, and answers the stored example in the shape that
/// it describes.
final class SmokeCheck implements ServiceCheck {

  private static final String CHECK = "The service speaks the Open Inference Protocol";

  @Override
  public String title() {
    return "protocol and stored example";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    URI data = rehearsal.service().data();
    String model = "/v2/models/" + rehearsal.sheet().model();
    for (String path : List.of("/v2", "/v2/health/live", "/v2/health/ready", model + "/ready")) {
      expect(200, path, rehearsal.http().get(data, path), problems);
    }
    for (String path : List.of("/v2/health/live", "/v2/health/ready", "/metrics")) {
      expect(200, path, rehearsal.http().get(rehearsal.service().management(), path), problems);
    }
    Reply metadata = rehearsal.http().get(data, model);
    expect(200, model, metadata, problems);
    boolean roundTrip = false;
    if (metadata.status() == 200) {
      Reply answer = rehearsal.infer(rehearsal.example());
      expect(200, rehearsal.inferPath(), answer, problems);
      List<Problem> misfits = answer.status() == 200 ? misfits(metadata, answer) : List.of();
      problems.addAll(misfits);
      roundTrip = answer.status() == 200 && misfits.isEmpty();
    }
    report.judge(CHECK, "health, metadata, and the stored example's answer", problems);
    report.measure("serving.smoke_status", problems.isEmpty() ? "passed" : "failed", "");
    report.measure("api.example_roundtrip_ok", roundTrip, "");
  }

  private static void expect(int status, String path, Reply reply, List<Problem> problems) {
    if (reply.status() != status) {
      problems.add(
          ServiceCheck.problem(
              "protocol",
              path + " answers " + reply.status() + " instead of " + status + ".",
              reply.body(),
              "Look at the service's log."));
    }
  }

  /// Where the answer differs from what the metadata promises.
  private static List<Problem> misfits(Reply metadata, Reply answer) throws ProblemException {
    List<Problem> problems = new ArrayList<>();
    JsonNode outputs = Json.tree(answer.body()).path("outputs");
    for (JsonNode promised : Json.tree(metadata.body()).path("outputs")) {
      JsonNode given =
          outputs
              .valueStream()
              .filter(output -> output.path("name").equals(promised.path("name")))
              .findFirst()
              .orElse(promised.path("no such output"));
      if (!fits(promised, given)) {
        problems.add(
            ServiceCheck.problem(
                "contract",
                "The output " + promised.path("name") + " is not as the metadata describes it.",
                "Promised: " + promised + "; given: " + brief(given) + ".",
                "Callers build on the metadata: correct the one that is wrong."));
      }
    }
    return problems;
  }

  private static boolean fits(JsonNode promised, JsonNode given) {
    if (!given.path("datatype").equals(promised.path("datatype"))
        || given.path("shape").size() != promised.path("shape").size()) {
      return false;
    }
    for (int i = 0; i < given.path("shape").size(); i++) {
      long size = promised.path("shape").get(i).asLong(-1);
      if (size >= 0 && size != given.path("shape").get(i).asLong()) {
        return false;
      }
    }
    return given.path("data").isArray();
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() <= 200 ? text : text.substring(0, 197) + "...";
  }
}
