// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerColumnsTest {

  private static final List<String> BY_CLASS = List.of("y.a", "y.b", "y.c");
  private static final List<String> BY_PLACE = List.of("y.0", "y.1", "y.2");

  private static List<String> named(long... shape) {
    Map<String, Tensor> answer = Map.of("y", Tensor.zeros(DataType.FP32, shape));
    return AnswerColumns.of(List.of("a", "b", "c"), answer, 2).columns().stream()
        .map(AnswerColumns.Column::name)
        .toList();
  }

  @Test
  void scoresAreCalledAsClasses() {
    assertEquals(List.of(BY_CLASS, BY_CLASS), List.of(named(2, 3), named(2, 3, 1, 1)));
  }

  /// Three tokens of one number, or one token of three.
  @Test
  void valuesOfTokensAreCalledByTheirPlacesAsManyAsThereAre() {
    assertEquals(List.of(BY_PLACE, BY_PLACE), List.of(named(2, 3, 1), named(2, 1, 3)));
    assertEquals(List.of("y.0", "y.1"), named(2, 2, 1));
  }

  /// As a model answers whose classes the project names.
  @Test
  void theNameOfAClassStandsOnceWhereTheModelAnswersWithIt() {
    assertEquals(List.of("y", "n", "n.class", "class"), withText("class"));
    assertEquals(List.of("y", "n", "n.class", "class_2"), withText("class_2"));
    assertEquals(List.of("y", "y.class", "n", "n.class", "reason"), withText("reason"));
  }

  private static List<String> withText(String output) {
    Map<String, Tensor> answer = new LinkedHashMap<>();
    answer.put("y", Tensor.zeros(DataType.INT64, 2));
    answer.put("n", Tensor.zeros(DataType.INT64, 2));
    answer.put(output, Tensor.strings(new long[] {2}, "a", "b"));
    return AnswerColumns.of(List.of("a", "b"), answer, 2).columns().stream()
        .map(AnswerColumns.Column::name)
        .toList();
  }
}
