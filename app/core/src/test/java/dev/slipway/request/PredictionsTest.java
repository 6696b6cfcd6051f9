// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Answers are read as the question was asked: a line a row.
final class PredictionsTest {

  private static final Tensor TWO_ROWS = Tensor.floats(new long[] {2, 2}, 1, 2, 3, 4);

  @Test
  void aRequestOfSeveralRowsIsAnsweredRowByRow() {
    Map<String, Tensor> answer = new LinkedHashMap<>();
    answer.put("label", Tensor.longs(new long[] {2}, 1, 0));
    answer.put("scores", Tensor.floats(new long[] {2, 2}, 0.25f, 0.75f, 0.5f, 0.5f));

    Table table = table(answer, List.of("ash", "oak"));

    assertEquals(List.of("label", "label.class", "scores.ash", "scores.oak"), table.columns());
    assertEquals(
        List.of(List.of("1", "oak", "0.25", "0.75"), List.of("0", "ash", "0.5", "0.5")),
        table.rows());
  }

  @Test
  void anAnswerOverAllRowsIsOneLine() {
    Table table = table(Map.of("sum", Tensor.floats(new long[] {3}, 7, 8, 9)), List.of());

    assertEquals(List.of("sum.0", "sum.1", "sum.2"), table.columns());
    assertEquals(List.of(List.of("7.0", "8.0", "9.0")), table.rows());
  }

  @Test
  void countsTheRowsOfARequest() {
    Tensor three = Tensor.floats(new long[] {3}, 1, 2, 3);

    assertEquals(2, Predictions.rows(Map.of("x", TWO_ROWS)));
    assertEquals(1, Predictions.rows(Map.of("x", TWO_ROWS, "state", three)));
    assertEquals(1, Predictions.rows(Map.of("rate", Tensor.longs(new long[] {}, 16_000))));
    assertEquals(1, Predictions.rows(Map.of()));
  }

  @Test
  void saysThatJsonHasNoNan() {
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[NaN]}]}";

    ProblemException refused =
        assertThrows(ProblemException.class, () -> InferenceJson.request(json, "What is typed"));

    assertEquals("line 1, column 65: JSON has no NaN", refused.problem().why());
  }

  @Test
  void aModelWithoutInputsIsAskedWithAnEmptyList() throws Exception {
    assertEquals(Map.of(), InferenceJson.request("{\"inputs\":[]}", "What is typed"));
  }

  private static Table table(Map<String, Tensor> answer, List<String> labels) {
    int rows = Predictions.rows(Map.of("x", TWO_ROWS));
    return new Predictions("m", labels, List.of(answer), List.of(), List.of(rows)).table();
  }
}
