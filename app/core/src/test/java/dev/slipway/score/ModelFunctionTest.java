// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock;
import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.serving.drift.Bins;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of what is answered, each row is counted once for drift; of what is refused, none.
final class ModelFunctionTest {

  private static final Slot PAIR = new Slot("x", DataType.FP32, 2, true, List.of("a", "b"));
  private static final Slot PICKY = new Slot("n", DataType.INT64, 2, true, List.of("n"));

  @TempDir Path folder;

  /// Counts of a feature up to 1.5, above it, and of missing values.
  private static DriftBaseline baseline(String tensor) {
    return new DriftBaseline(
        List.of(
            new DriftBaseline.Feature(
                "f", tensor, 0, new Bins.Numbers(List.of(1.5)), List.of(0.5, 0.5), 0)));
  }

  private static List<Long> counted(
      Path model, Slot slot, int together, ModelFunction.Drift drift, List<List<String>> rows)
      throws Exception {
    RowBlock block = new RowsInMemory(CellType.TEXT, rows);
    try (Predictor predictor = OrtPredictor.load(model, ModelSettings.withThreads(1))) {
      Answered answered;
      try (Batch one = new Batch(predictor, List.of(slot), 1)) {
        one.fill(block, new int[] {0}, new AnswerBlock(List.of()));
        answered = Answered.of(one.run(), List.of());
      }
      try (var function = new ModelFunction(predictor, List.of(slot), answered, together, drift)) {
        function.begin();
        function.answer(block, new AnswerBlock(answered.columns()));
        return function.drift().getOrDefault("f", List.of());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 256})
  void rowsThatAreRefusedAreNotCounted(int together) throws Exception {
    Path model = ScoredModels.pair(folder.resolve("pair.onnx"));
    List<List<String>> rows =
        List.of(
            List.of("1", "0"),
            List.of("1", "1"),
            List.of("2", "x"),
            List.of("5", "0"),
            List.of("x", "0"),
            List.of("", "0"),
            List.of("7", "y"));

    assertEquals(
        List.of(2L, 1L, 1L),
        counted(model, PAIR, together, new ModelFunction.Drift(baseline("x"), true), rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 256})
  void rowsThatAreAskedAloneAreCounted(int together) throws Exception {
    Path model = ScoredModels.picky(folder.resolve("picky.onnx"));
    List<List<String>> rows =
        List.of(List.of("0"), List.of("9"), List.of("2"), List.of("3"), List.of("1"));

    assertEquals(
        List.of(2L, 2L, 0L),
        counted(model, PICKY, together, new ModelFunction.Drift(baseline("n"), true), rows));
    assertEquals(
        List.of(0L, 4L, 0L),
        counted(model, PICKY, together, new ModelFunction.Drift(baseline("y"), true), rows));
  }

  @Test
  void ofManyRowsTheFirstOfEachBlockAreCounted() throws Exception {
    Path model = ScoredModels.pair(folder.resolve("pair.onnx"));
    List<List<String>> rows =
        IntStream.range(0, 2048).mapToObj(i -> List.of(i < 256 ? "1" : "2", "0")).toList();

    for (var expected :
        Map.of(true, List.of(256L, 1792L, 0L), false, List.of(256L, 0L, 0L)).entrySet()) {
      var drift = new ModelFunction.Drift(baseline("x"), expected.getKey());
      assertEquals(expected.getValue(), counted(model, PAIR, 64, drift, rows));
    }
  }

  @Test
  void allRowsAreCountedOfFewAndOfFilesThatDoNotSayHowMany() {
    assertTrue(ModelFunction.Drift.of(DriftBaseline.none(), OptionalLong.empty()).all());
    assertTrue(ModelFunction.Drift.of(DriftBaseline.none(), OptionalLong.of(100_000)).all());
    assertTrue(!ModelFunction.Drift.of(DriftBaseline.none(), OptionalLong.of(100_001)).all());
  }
}
