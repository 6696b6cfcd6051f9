// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Requests with the answers that a running service must repeat. Its text is
/// `{"cases":[{"id":…,"request":…,"response":…}]}`, with requests and responses as the Open
/// Inference Protocol has them.
public record Golden(List<Case> cases) {

  public Golden {
    cases = List.copyOf(cases);
  }

  /// @param request every input by name
  /// @param response every output by name
  public record Case(String id, Map<String, Tensor> request, Map<String, Tensor> response) {

    /// Whether the protocol's JSON can carry the request: it has no infinity.
    public boolean inJson() {
      return request.values().stream()
          .filter(tensor -> tensor.datatype().isFloatingPoint())
          .allMatch(tensor -> Arrays.stream(tensor.toDoubles()).noneMatch(Double::isInfinite));
    }

    /// How long the request is: its numbers and texts.
    private long values() {
      return request.values().stream().mapToLong(Tensor::size).sum();
    }

    /// The request as the Open Inference Protocol has it, in JSON on one line.
    public String requestText() {
      return Json.line(InferenceJson.request(request));
    }
  }

  /// The request that a service warms up with: of those that the protocol's JSON can carry the one
  /// of middle length.
  public Optional<Case> warmUp() {
    List<Case> sorted =
        cases.stream().filter(Case::inJson).sorted(Comparator.comparingLong(Case::values)).toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
  }

  /// The same, of the cases in a file's text whose requests can be read.
  public static Optional<Case> warmUp(String json) throws ProblemException {
    List<Case> read = new ArrayList<>();
    for (JsonNode node : Json.tree(json).path("cases")) {
      String id = node.path("id").asText("");
      try {
        read.add(
            new Case(id, tensors(node.path("request").path("inputs"), "golden", id), Map.of()));
      } catch (ProblemException unreadable) {
        // The service could not read it either; verification says so.
      }
    }
    return new Golden(read).warmUp();
  }

  /// The same, with those outputs of other answers to the same requests that it does not have.
  public Golden completedBy(Golden others) {
    List<Case> whole = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case own = cases.get(i);
      Map<String, Tensor> response = new LinkedHashMap<>(own.response());
      others.cases().get(i).response().forEach(response::putIfAbsent);
      whole.add(new Case(own.id(), own.request(), response));
    }
    return new Golden(whole);
  }

  /// Asks a model, and takes its answers as the right ones.
  ///
  /// @param requests by id
  public static Golden answeredBy(Predictor predictor, Map<String, Map<String, Tensor>> requests)
      throws ProblemException {
    List<Case> cases = new ArrayList<>();
    for (var request : requests.entrySet()) {
      try {
        cases.add(
            new Case(request.getKey(), request.getValue(), predictor.predict(request.getValue())));
      } catch (InferenceException e) {
        throw new ProblemException(
            Problem.input(
                "golden.model-failed",
                "The model fails on golden request '" + request.getKey() + "'",
                e.reason(),
                "Correct the request, so that the model takes it."),
            e);
      }
    }
    return new Golden(cases);
  }

  /// @param source the file's name, for problems
  public static Golden parse(String json, String source) throws ProblemException {
    JsonNode cases = Json.tree(json).path("cases");
    if (!cases.isArray() || cases.isEmpty()) {
      throw malformed(source, "it has no list named \"cases\" with at least one case");
    }
    List<Case> read = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode node : cases) {
      String id = node.path("id").asText("");
      if (id.isEmpty() || !ids.add(id)) {
        throw malformed(
            source,
            id.isEmpty()
                ? "case " + (read.size() + 1) + " has no id"
                : "two cases have the id '" + id + "'");
      }
      read.add(
          new Case(
              id,
              tensors(node.path("request").path("inputs"), source, id),
              tensors(node.path("response").path("outputs"), source, id)));
    }
    return new Golden(read);
  }

  /// The outputs in an answer of the Open Inference Protocol, by name.
  ///
  /// @param source what answered, for problems
  public static Map<String, Tensor> answer(String json, String source) throws ProblemException {
    return tensors(Json.tree(json).path("outputs"), source, "asked");
  }

  private static Map<String, Tensor> tensors(JsonNode nodes, String source, String id)
      throws ProblemException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (JsonNode node : nodes) {
      String name = node.path("name").asText("");
      try {
        if (name.isEmpty() || tensors.put(name, TensorJson.read(node)) != null) {
          throw malformed(source, "case '" + id + "' has an unnamed or repeated tensor");
        }
      } catch (IllegalArgumentException e) {
        throw malformed(source, "case '" + id + "', tensor '" + name + "': " + e.getMessage());
      }
    }
    if (tensors.isEmpty()) {
      throw malformed(source, "case '" + id + "' lacks its inputs or outputs");
    }
    return tensors;
  }

  private static ProblemException malformed(String source, String why) {
    return Problem.input(
            "golden.malformed",
            source + " is not a file of golden cases",
            "As it stands, " + why + ".",
            "Each case needs an id, request.inputs and response.outputs, with tensors as"
                + " {\"name\", \"datatype\", \"shape\", \"data\"}.")
        .asException();
  }

  /// The file's text: one case a line, the same for the same cases.
  public String text(String modelName) {
    return cases.stream()
        .map(one -> "  " + Json.line(node(one, modelName)))
        .collect(Collectors.joining(",\n", "{\"cases\": [\n", "\n]}\n"));
  }

  private static ObjectNode node(Case one, String modelName) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", one.id());
    node.set("request", InferenceJson.request(one.request()));
    node.set("response", InferenceJson.response(modelName, one.response()));
    return node;
  }
}
