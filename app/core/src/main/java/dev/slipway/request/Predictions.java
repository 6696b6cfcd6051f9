// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.serving.preparation.AnswerColumns;
import dev.slipway.serving.preparation.token.TokenizedText;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a model answered.
///
/// @param model its name
/// @param labels class names in the order of its scores; may be empty
/// @param answers every output by name, an entry a request
/// @param texts as the model read them, an entry a request; empty where it was not asked about text
/// @param rows how many rows each request had, an entry a request
public record Predictions(
    String model,
    List<String> labels,
    List<Map<String, Tensor>> answers,
    List<TokenizedText> texts,
    List<Integer> rows) {

  public Predictions {
    labels = List.copyOf(labels);
    answers = List.copyOf(answers);
    texts = List.copyOf(texts);
    rows = List.copyOf(rows);
  }

  /// How many rows a request has: what its inputs begin with, where all begin with the same.
  public static int rows(Map<String, Tensor> request) {
    Set<Long> leading =
        request.values().stream()
            .map(tensor -> tensor.shape().length == 0 ? 1 : tensor.shape()[0])
            .collect(Collectors.toSet());
    return leading.size() == 1 ? Math.toIntExact(leading.iterator().next()) : 1;
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

  /// The answers as a table: a line a row that was asked about, a column a value; a score is called
  /// as its class.
  public Table table() {
    List<String> columns = List.of();
    List<List<String>> lines = new ArrayList<>();
    for (int request = 0; request < answers.size(); request++) {
      Map<String, Tensor> answer = answers.get(request);
      var named = AnswerColumns.of(labels, answer, rows.get(request));
      List<Tensor> tensors = List.copyOf(answer.values());
      for (int row = 0; row < named.rows(rows.get(request)); row++) {
        List<String> cells = new ArrayList<>();
        for (AnswerColumns.Column column : named.columns()) {
          cells.add(named.text(column, tensors.get(column.output()), row));
        }
        lines.add(cells);
      }
      List<String> names = named.columns().stream().map(AnswerColumns.Column::name).toList();
      columns = names.size() > columns.size() ? names : columns;
    }
    int width = columns.size();
    lines.forEach(line -> line.addAll(Collections.nCopies(width - line.size(), "")));
    return new Table(model, columns, lines);
  }
}
