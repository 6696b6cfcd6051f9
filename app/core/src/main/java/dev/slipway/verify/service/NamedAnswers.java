// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.base.Words;
import dev.slipway.serving.preparation.AnswerColumns;
import dev.slipway.serving.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers by name, held to the tensors that the model answers.
final class NamedAnswers {

  private NamedAnswers() {}

  /// How they differ, in the first value that does.
  ///
  /// @param labels class names in the order of the scores; may be empty
  /// @param answer every output by name
  /// @param asked rows of the request
  /// @param rows what was answered, an object each
  static Optional<String> difference(
      List<String> labels, Map<String, Tensor> answer, int asked, JsonNode rows) {
    AnswerColumns columns = AnswerColumns.of(labels, answer, asked);
    if (rows.size() != columns.rows(asked)) {
      return Optional.of(
          "It has %s, not %d.".formatted(Words.count(rows.size(), "row"), columns.rows(asked)));
    }
    List<Tensor> tensors = List.copyOf(answer.values());
    for (int row = 0; row < rows.size(); row++) {
      for (AnswerColumns.Column column : columns.columns()) {
        String expected = columns.text(column, tensors.get(column.output()), row);
        JsonNode found = rows.path(row).path(column.name());
        if (!same(expected, found)) {
          return Optional.of(
              "Row %d has %s in '%s', not %s.".formatted(row, found, column.name(), expected));
        }
      }
    }
    return Optional.empty();
  }

  /// The same of requests that came together, each of one row.
  ///
  /// @param what each of them is, such as Text
  /// @param answers every output by name, of each
  /// @param listed what was answered, an object each
  static Optional<String> differences(
      String what, List<String> labels, List<Map<String, Tensor>> answers, JsonNode listed) {
    if (listed.size() != answers.size()) {
      return Optional.of("It has %d answers, not %d.".formatted(listed.size(), answers.size()));
    }
    for (int i = 0; i < answers.size(); i++) {
      ArrayNode one = JsonNodeFactory.instance.arrayNode().add(listed.path(i));
      Optional<String> difference = difference(labels, answers.get(i), 1, one);
      if (difference.isPresent()) {
        return Optional.of("%s %d: %s".formatted(what, i, difference.get()));
      }
    }
    return Optional.empty();
  }

  /// JSON has one word, `null`, for what is no finite number, and for a class without a name.
  private static boolean same(String expected, JsonNode found) {
    return found.isNull()
        ? expected.isEmpty() || expected.matches("NaN|-?Infinity")
        : found.asText().equals(expected);
  }
}
