// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Extreme and missing values never bring NaN or an infinity into an answer.
final class NonFiniteCheck implements ServiceCheck {

  private static final String CHECK = "Answers hold finite numbers only";
  private static final List<String> EXTREMES =
      List.of(
          "0",
          "-0.0",
          "1e-45",
          "1e30",
          "-1e30",
          "3.4028235e38",
          "-3.4028235e38",
          "null",
          "NaN",
          "Infinity",
          "-Infinity",
          "1e39");

  @Override
  public String title() {
    return "extreme values";
  }

  @Override
  public boolean needsAnswers() {
    return true;
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    Map<String, Tensor> good = InferenceJson.request(rehearsal.example(), "The golden request");
    Optional<String> reals =
        good.entrySet().stream()
            .filter(input -> input.getValue().datatype().isFloatingPoint())
            .filter(input -> input.getValue().size() > 0)
            .map(Map.Entry::getKey)
            .findFirst();
    if (reals.isEmpty()) {
      recorded(rehearsal, report);
      return;
    }
    List<Problem> problems = new ArrayList<>();
    int answered = 0;
    for (String value : EXTREMES) {
      Http.Reply reply = rehearsal.infer(with(value, reals.get(), good));
      answered += reply.status() == 200 ? 1 : 0;
      if (reply.status() == 200 && !isFinite(reply)) {
        problems.add(
            problem(
                "The value " + value + " brings a number that is not finite into the answer.",
                reply));
      }
    }
    if (answered == 0) {
      report.notRun(CHECK, "the service refuses each of %d values".formatted(EXTREMES.size()));
      return;
    }
    judge(
        "%d extreme values, of which the service answers %d".formatted(EXTREMES.size(), answered),
        problems,
        report);
  }

  /// Of a model that takes no real numbers: what it answered.
  private static void recorded(Rehearsal rehearsal, Report report) {
    List<Problem> problems =
        rehearsal.replies().stream()
            .filter(reply -> reply.status() == 200 && !isFinite(reply))
            .limit(1)
            .map(reply ->
                problem("A golden request is answered with a number that is not finite.", reply))
            .toList();
    judge(
        "no input takes real numbers; %d golden answers".formatted(rehearsal.answered().size()),
        problems,
        report);
  }

  private static void judge(String detail, List<Problem> problems, Report report) {
    report.judge(CHECK, detail, problems);
    report.measure("serving.nonfinite_responses", problems.size(), "count");
  }

  private static Problem problem(String what, Http.Reply reply) {
    return ServiceCheck.problem(
        "non-finite", what, reply.body(), "Refuse such inputs, or correct the model.");
  }

  /// The request with another first number in one input; a value that JSON does not know is written
  /// as clients write it all the same.
  private static String with(String value, String input, Map<String, Tensor> good) {
    ObjectNode request = InferenceJson.request(good);
    for (JsonNode each : request.path("inputs")) {
      if (each.path("name").asText().equals(input)) {
        ((ArrayNode) each.path("data")).setRawValue(0, new RawValue(value));
      }
    }
    return Json.line(request);
  }

  private static boolean isFinite(Http.Reply reply) {
    try {
      return Golden.answer(reply.body(), "The answer").values().stream()
          .filter(tensor -> tensor.datatype().isFloatingPoint())
          .allMatch(tensor -> Arrays.stream(tensor.toDoubles()).allMatch(Double::isFinite));
    } catch (ProblemException bareNaN) {
      return false;
    }
  }
}
