// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.data.token.TokenizedText;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model answered.
///
/// @param model its name
/// @param labels class names in the order of its scores; may be empty
/// @param answers every output by name, an entry a request
/// @param texts as the model read them, an entry a request; empty where it was not asked about text
public record Predictions(
    String model,
    List<String> labels,
    List<Map<String, Tensor>> answers,
    List<TokenizedText> texts) {

  public Predictions {
    labels = List.copyOf(labels);
    answers = List.copyOf(answers);
    texts = List.copyOf(texts);
  }

  /// As the Open Inference Protocol answers: one response for one request, a list for several.
  public JsonNode json() {
    if (answers.size() == 1) {
      return response(0);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < answers.size(); i++) {
      list.add(response(i));
    }
    return list;
  }

  private ObjectNode response(int i) {
    ObjectNode response = InferenceJson.response(model, answers.get(i));
    if (i < texts.size()) {
      response
          .putObject("parameters")
          .put("text", texts.get(i).text())
          .put("tokens", texts.get(i).line())
          .put("dropped_tokens", texts.get(i).dropped());
    }
    return response;
  }

  /// The answers as a table: a line a request, a column a value; a score is called as its class.
  public Table table() {
    List<String> columns = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, Tensor> answer : answers) {
      List<String> names = new ArrayList<>();
      List<String> row = new ArrayList<>();
      answer.forEach((name, tensor) -> {
        for (int i = 0; i < tensor.size(); i++) {
          names.add(tensor.size() == 1 ? name : name + "." + part(tensor, i));
          row.add(text(tensor, i));
        }
        className(tensor)
            .ifPresent(className -> {
              names.add(name + ".class");
              row.add(className);
            });
      });
      if (names.size() > columns.size()) {
        columns = names;
      }
      rows.add(row);
    }
    int width = columns.size();
    List<List<String>> even = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> filled = new ArrayList<>(row);
      while (filled.size() < width) {
        filled.add("");
      }
      even.add(filled);
    }
    return new Table(model, columns, even);
  }

  /// The name of a class that is answered by its number.
  private Optional<String> className(Tensor tensor) {
    if (tensor.size() != 1 || tensor.datatype() != DataType.INT64) {
      return Optional.empty();
    }
    long number = tensor.asLongs().get(0);
    return number >= 0 && number < labels.size()
        ? Optional.of(labels.get((int) number))
        : Optional.empty();
  }

  private String part(Tensor tensor, int i) {
    return tensor.size() == labels.size() ? labels.get(i) : Integer.toString(i);
  }

  private static String text(Tensor tensor, int i) {
    return switch (tensor.datatype()) {
      case BYTES -> tensor.asStrings().get(i);
      case INT64 -> Long.toString(tensor.asLongs().get(i));
      case UINT64 -> Long.toUnsignedString(tensor.asLongs().get(i));
      case BOOL -> Boolean.toString(tensor.doubleAt(i) != 0);
      case UINT8, UINT16, UINT32, INT8, INT16, INT32 -> Long.toString((long) tensor.doubleAt(i));
      case FP64 -> Double.toString(tensor.doubleAt(i));
      case FP16, BF16, FP32 -> Float.toString((float) tensor.doubleAt(i));
    };
  }
}
