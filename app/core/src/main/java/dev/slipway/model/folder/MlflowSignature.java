// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an MLflow model says that it takes and answers: columns, or tensors. `MLmodel` holds each
/// as JSON in a text.
///
/// @param inputs columns of a table, with names
/// @param tensors what it takes where that is no table, for a person
/// @param outputs for a person
record MlflowSignature(List<Column> inputs, List<String> tensors, List<String> outputs) {

  private static final int MOST = 10_000;

  MlflowSignature {
    inputs = List.copyOf(inputs);
    tensors = List.copyOf(tensors);
    outputs = List.copyOf(outputs);
  }

  /// @param signature a mapping with `inputs` and `outputs`; one that is missing says nothing
  static MlflowSignature of(FolderFiles files, JsonNode signature) throws ProblemException {
    List<Column> columns = new ArrayList<>();
    List<String> tensors = new ArrayList<>();
    for (JsonNode each : list(files, signature.path("inputs"))) {
      Optional<String> name = Plain.of(each.path("name"));
      if (name.isPresent() && !each.has("tensor-spec")) {
        columns.add(new Column(name.get(), type(each)));
      } else {
        tensors.add(said(each));
      }
    }
    List<String> outputs = new ArrayList<>();
    for (JsonNode each : list(files, signature.path("outputs"))) {
      outputs.add(said(each));
    }
    return new MlflowSignature(tensors.isEmpty() ? columns : List.of(), tensors, outputs);
  }

  private static List<JsonNode> list(FolderFiles files, JsonNode text) throws ProblemException {
    if (!text.isTextual()) {
      return List.of();
    }
    try {
      List<JsonNode> all = new ArrayList<>();
      JsonNode tree = Json.tree(text.asText());
      for (JsonNode each : tree) {
        if (all.size() < MOST) {
          all.add(each);
        }
      }
      return all;
    } catch (ProblemException e) {
      throw new ProblemException(files.unusable(MlflowFolder.FILE, "its signature is no JSON"), e);
    }
  }

  /// `length (double)`, `tensor float32 [-1, 4]`
  private static String said(JsonNode each) {
    String name = Plain.of(each.path("name")).orElse("");
    String type = type(each);
    return name.isEmpty() ? type : name + " (" + type + ")";
  }

  private static String type(JsonNode each) {
    JsonNode tensor = each.path("tensor-spec");
    if (tensor.isObject()) {
      return "tensor %s [%s]"
          .formatted(
              Plain.of(tensor.path("dtype")).orElse("of any type"),
              Plain.list(tensor.path("shape")).orElse(""));
    }
    return Plain.of(each.path("type")).orElse("any");
  }

  /// What it takes, for a person; empty where it does not say.
  Optional<String> takes() {
    String said =
        inputs.isEmpty()
            ? String.join(", ", tensors)
            : inputs.stream().map(Column::toString).collect(Collectors.joining(", "));
    return Optional.of(Plain.line(said)).filter(text -> !text.isEmpty());
  }

  Optional<String> answers() {
    return Optional.of(Plain.line(String.join(", ", outputs))).filter(text -> !text.isEmpty());
  }
}
