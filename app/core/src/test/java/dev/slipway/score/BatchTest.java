// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the values of rows go in a model's inputs.
final class BatchTest {

  private static final List<Slot> SLOTS =
      List.of(
          new Slot("x", DataType.FP32, 2, true, List.of("a", "b")),
          new Slot("y", DataType.FP32, 1, true, List.of("c")));

  private static final RowsInMemory ROWS =
      new RowsInMemory(
          CellType.SINGLE,
          List.of(
              List.of("1", "2", "3"),
              List.of("4", "", "6"),
              List.of("7", "8", "9"),
              List.of("10", "Infinity", "12")));

  @TempDir private Path folder;

  @Test
  void rowsGoToTheirPlacesWhetherTheyStandTogetherOrApart() throws Exception {
    assertEquals("{x=[1.0, 2.0, 4.0, NaN, 7.0, 8.0], y=[3.0, 6.0, 9.0]}", filled(0, 1, 2));
    assertEquals("{x=[7.0, 8.0, 1.0, 2.0, 4.0, NaN], y=[9.0, 3.0, 6.0]}", filled(2, 0, 1));
    assertEquals("{x=[4.0, NaN, 7.0, 8.0, 0.0, 0.0], y=[6.0, 9.0, 0.0]}", filled(1, 2));
  }

  @Test
  void anInfiniteNumberIsRefusedAndItsNeighboursAreNot() throws Exception {
    var answers = new AnswerBlock(List.of());
    try (Predictor model = model();
        var batch = new Batch(model, SLOTS, 3)) {
      batch.fill(ROWS, new int[] {2, 3}, answers);
    }
    assertEquals("", answers.because(2));
    assertEquals("column 'b' holds \"Infinity\", not a number", answers.because(3));
  }

  private Predictor model() throws Exception {
    return OrtPredictor.load(
        ScoredModels.pair(folder.resolve("pair.onnx")), ModelSettings.withThreads(1));
  }

  private String filled(int... places) throws Exception {
    Map<String, List<Float>> inputs = new LinkedHashMap<>();
    try (Predictor model = model();
        var batch = new Batch(model, SLOTS, 3)) {
      batch.fill(ROWS, places, new AnswerBlock(List.of()));
      for (Map.Entry<String, Tensor> input : batch.inputs().entrySet()) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < input.getValue().size(); i++) {
          values.add(input.getValue().asFloats().get(i));
        }
        inputs.put(input.getKey(), values);
      }
    }
    return inputs.toString();
  }
}
