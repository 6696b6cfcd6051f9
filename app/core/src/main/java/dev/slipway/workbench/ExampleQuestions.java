// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.folder.Column;
import dev.slipway.model.folder.Example;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.PredictRows.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a model what its folder says that it was asked before.
///
/// @param columns of the table that it takes, in their order; empty where nobody says
record ExampleQuestions(Inspection inspection, List<Column> columns) {

  private static final int MOST = 8;

  List<Question> of(Example example) throws ProblemException {
    return switch (example) {
      case Example.Texts(List<String> texts) ->
          List.of(new Question.Texts(texts, Optional.empty()));
      case Example.Rows(List<Map<String, String>> rows) ->
          rows.stream().<Question>map(row -> new Question.OneRow(named(row))).toList();
      case Example.Tensors(Map<String, JsonNode> byInput) -> tensors(byInput);
    };
  }

  /// A file that names no features calls them by their numbers: then the order of the signature
  /// counts, which is that of the training.
  private Map<String, String> named(Map<String, String> row) {
    List<String> features = inspection.featureMap().features();
    Map<String, String> ordered = new LinkedHashMap<>();
    columns.stream()
        .map(Column::name)
        .filter(row::containsKey)
        .forEach(name -> ordered.put(name, row.getOrDefault(name, "")));
    Map<String, String> whole = ordered.size() == row.size() ? ordered : row;
    boolean numbered =
        features.size() == whole.size()
            && features.stream().allMatch(name -> name.matches("f\\d+"))
            && features.stream().noneMatch(whole::containsKey);
    if (!numbered) {
      return whole;
    }
    Map<String, String> byNumber = new LinkedHashMap<>();
    List<String> values = List.copyOf(whole.values());
    for (int i = 0; i < values.size(); i++) {
      byNumber.put(features.get(i), values.get(i));
    }
    return byNumber;
  }

  /// A request of each row, where all inputs have as many and the model takes any number.
  private List<Question> tensors(Map<String, JsonNode> byInput) throws ProblemException {
    Map<TensorSpec, JsonNode> filled = new LinkedHashMap<>();
    List<TensorSpec> inputs = inspection.signature().inputs();
    for (TensorSpec input : inputs) {
      JsonNode values = byInput.get(input.name());
      if (values == null && inputs.size() == 1 && byInput.size() == 1) {
        values = byInput.values().iterator().next();
      }
      if (values == null || !values.isArray() || values.isEmpty()) {
        throw Problem.input(
                "golden.example-unfit",
                "The example has no values for the model's input '" + input.name() + "'",
                "It has them for " + String.join(", ", byInput.keySet()) + ".",
                "Add a request with slipway golden add.")
            .asException();
      }
      filled.put(input, values);
    }
    boolean rows =
        filled.keySet().stream().allMatch(TensorSpec::hasDynamicRows)
            && filled.values().stream().map(JsonNode::size).distinct().count() == 1;
    int count = rows ? Math.min(MOST, filled.values().iterator().next().size()) : 1;
    List<Question> questions = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      for (Map.Entry<TensorSpec, JsonNode> each : filled.entrySet()) {
        JsonNode values = each.getValue();
        all.add(
            tensor(
                each.getKey(),
                rows ? JsonNodeFactory.instance.arrayNode().add(values.path(row)) : values));
      }
      questions.add(
          new Question.Typed(Json.line(JsonNodeFactory.instance.objectNode().set("inputs", all))));
    }
    return questions;
  }

  private static ObjectNode tensor(TensorSpec input, JsonNode values) {
    ObjectNode tensor = JsonNodeFactory.instance.objectNode();
    tensor.put("name", input.name()).put("datatype", input.datatype().toString());
    ArrayNode shape = tensor.putArray("shape");
    for (JsonNode axis = values; axis.isArray(); axis = axis.path(0)) {
      shape.add(axis.size());
    }
    tensor.set("data", values);
    return tensor;
  }
}
