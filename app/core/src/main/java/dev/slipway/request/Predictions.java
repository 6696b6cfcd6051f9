// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.request.token.TokenizedText;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<String> columns = new ArrayList<>();
    List<List<String>> lines = new ArrayList<>();
    for (int request = 0; request < answers.size(); request++) {
      int rowsOf = rowsOf(request);
      for (int row = 0; row < rowsOf; row++) {
        List<String> names = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (var output : answers.get(request).entrySet()) {
          cells(output.getKey(), new Slice(output.getValue(), row, rowsOf), names, cells);
        }
        columns = names.size() > columns.size() ? names : columns;
        lines.add(cells);
      }
    }
    int width = columns.size();
    lines.forEach(line -> line.addAll(Collections.nCopies(width - line.size(), "")));
    return new Table(model, columns, lines);
  }

  /// One where an answer is not by rows, as that of a sum over all of them.
  private int rowsOf(int request) {
    int asked = rows.get(request);
    boolean byRows =
        answers.get(request).values().stream()
            .allMatch(tensor -> tensor.shape().length > 0 && tensor.shape()[0] == asked);
    return byRows ? asked : 1;
  }

  /// A row's part of an output.
  private record Slice(Tensor tensor, int row, int rows) {
    int size() {
      return tensor.size() / rows;
    }

    int at(int i) {
      return row * size() + i;
    }
  }

  private void cells(String name, Slice slice, List<String> names, List<String> cells) {
    for (int i = 0; i < slice.size(); i++) {
      names.add(slice.size() == 1 ? name : name + "." + part(slice, i));
      cells.add(text(slice.tensor(), slice.at(i)));
    }
    className(slice)
        .ifPresent(className -> {
          names.add(name + ".class");
          cells.add(className);
        });
  }

  /// The name of a class that is answered by its number.
  private Optional<String> className(Slice slice) {
    if (slice.size() != 1 || slice.tensor().datatype() != DataType.INT64) {
      return Optional.empty();
    }
    long number = slice.tensor().asLongs().get(slice.at(0));
    return number >= 0 && number < labels.size()
        ? Optional.of(labels.get((int) number))
        : Optional.empty();
  }

  private String part(Slice slice, int i) {
    return slice.size() == labels.size() ? labels.get(i) : Integer.toString(i);
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
