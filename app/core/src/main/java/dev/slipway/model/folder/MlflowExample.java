// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The input example that was saved with an MLflow model, in any of the forms that MLflow writes:
/// by what the JSON looks like, since older folders do not say.
final class MlflowExample {

  /// Rows and texts that become requests.
  private static final int MOST = 8;

  private static final List<String> USUAL =
      List.of("input_example.json", "serving_input_example.json");

  private MlflowExample() {}

  /// An example, and the file that holds it.
  record Found(Example example, String file) {}

  /// @param info what `MLmodel` says of it; a missing node says nothing
  static Optional<Found> of(FolderFiles files, JsonNode info) throws ProblemException {
    List<String> names = new ArrayList<>();
    for (String key : List.of("artifact_path", "serving_input_path")) {
      Plain.of(info.path(key)).filter(name -> name.endsWith(".json")).ifPresent(names::add);
    }
    names.addAll(USUAL);
    for (String name : names) {
      Optional<Example> example = of(files.json(name));
      if (example.isPresent()) {
        return Optional.of(new Found(example.get(), name));
      }
    }
    return Optional.empty();
  }

  private static Optional<Example> of(JsonNode tree) {
    if (tree.has("dataframe_split")) {
      return split(tree.path("dataframe_split"));
    }
    if (tree.has("dataframe_records")) {
      return records(tree.path("dataframe_records"));
    }
    if (tree.has("inputs")) {
      return tensors(tree.path("inputs"));
    }
    if (tree.has("instances")) {
      return instances(tree.path("instances"));
    }
    if (tree.path("columns").isArray() && tree.path("data").isArray()) {
      return split(tree);
    }
    if (tree.isArray() && !tree.isEmpty()) {
      return tree.path(0).isObject() ? records(tree) : tensors(tree);
    }
    return tree.isObject() && !tree.isEmpty() ? tensors(tree) : Optional.empty();
  }

  private static Optional<Example> split(JsonNode split) {
    List<String> columns = new ArrayList<>();
    split.path("columns").forEach(column -> columns.add(column.asText()));
    List<Map<String, String>> rows = new ArrayList<>();
    JsonNode data = split.path("data");
    for (int row = 0; row < data.size() && row < MOST; row++) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        values.put(columns.get(i), cell(data.path(row).path(i)));
      }
      rows.add(values);
    }
    return rows(rows);
  }

  private static Optional<Example> records(JsonNode records) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonNode row : records) {
      Map<String, String> values = new LinkedHashMap<>();
      row.properties().forEach(each -> values.put(each.getKey(), cell(each.getValue())));
      rows.add(values);
    }
    return rows(rows);
  }

  private static Optional<Example> rows(List<Map<String, String>> rows) {
    List<Map<String, String>> first = rows.stream().limit(MOST).toList();
    return first.isEmpty() || first.getFirst().isEmpty()
        ? Optional.empty()
        : Optional.of(new Example.Rows(first));
  }

  /// One tensor, or one for each input; rows where each input has one value.
  private static Optional<Example> tensors(JsonNode inputs) {
    if (inputs.isArray()) {
      return isTexts(inputs)
          ? Optional.of(
              new Example.Texts(
                  StreamSupport.stream(inputs.spliterator(), false)
                      .limit(MOST)
                      .map(JsonNode::asText)
                      .toList()))
          : Optional.of(new Example.Tensors(Map.of(Example.UNNAMED, inputs)));
    }
    if (!inputs.isObject() || inputs.isEmpty()) {
      return Optional.empty();
    }
    if (inputs.properties().stream().allMatch(each -> each.getValue().isValueNode())) {
      return records(JsonNodeFactory.instance.arrayNode().add(inputs));
    }
    Map<String, JsonNode> byInput = new LinkedHashMap<>();
    inputs.properties().forEach(each -> byInput.put(each.getKey(), each.getValue()));
    return Optional.of(new Example.Tensors(byInput));
  }

  /// TensorFlow's rows: each an object of values, or a value.
  private static Optional<Example> instances(JsonNode rows) {
    boolean named =
        rows.isArray()
            && !rows.isEmpty()
            && StreamSupport.stream(rows.spliterator(), false)
                .allMatch(row ->
                    row.isObject()
                        && row.properties().stream()
                            .allMatch(each -> each.getValue().isValueNode()));
    return named ? records(rows) : rows.path(0).isObject() ? Optional.empty() : tensors(rows);
  }

  private static boolean isTexts(JsonNode list) {
    return !list.isEmpty()
        && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual);
  }

  private static String cell(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? ""
        : value.isValueNode() ? value.asText() : value.toString();
  }
}
