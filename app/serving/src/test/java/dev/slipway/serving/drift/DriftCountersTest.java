// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.drift.DriftBaseline.Feature;
import dev.slipway.serving.drift.DriftCounters.Count;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.DriftBaselineReader;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftCountersTest {

  private static final DriftBaseline BASELINE =
      new DriftBaseline(
          List.of(
              new Feature(
                  "alcohol",
                  "x",
                  1,
                  new Bins.Numbers(List.of(9.5, 11.0)),
                  List.of(0.25, 0.5, 0.25)),
              new Feature(
                  "type",
                  "t",
                  0,
                  new Bins.Categories(List.of("red", "white")),
                  List.of(0.25, 0.75, 0.0))));

  @TempDir Path folder;

  @Test
  void countsEachRowInItsBin() {
    DriftCounters counters = new DriftCounters(BASELINE);
    Tensor numbers =
        Tensor.floats(new long[] {5, 2}, 0, 9.5f, 0, 9.6f, 0, 11.1f, 0, Float.NaN, 0, -1e30f);
    Tensor texts = Tensor.strings(new long[] {5, 1}, "red", "white", "rosé", "", "red");

    counters.observe(Map.of("x", numbers), Map.of("t", texts));

    assertEquals(
        List.of(
            new Count("alcohol", "9.5", 2, 0.25),
            new Count("alcohol", "11.0", 1, 0.5),
            new Count("alcohol", "+Inf", 1, 0.25),
            new Count("alcohol", "missing", 1, Double.NaN),
            new Count("type", "red", 2, 0.25),
            new Count("type", "white", 1, 0.75),
            new Count("type", "other", 1, 0),
            new Count("type", "missing", 1, Double.NaN)),
        counters.counts());
  }

  /// 0.1 as FP32 is a little more than 0.1; the training data had it in the first bin.
  @Test
  void putsAValueOnABoundWhereTheTrainingDataHadIt() {
    Feature share =
        new Feature(
            "share", "x", 0, new Bins.Numbers(List.of(0.1, 0.2, 0.7)), List.of(0.5, 0.2, 0.2, 0.1));
    Feature half =
        new Feature("half", "h", 0, new Bins.Numbers(List.of(0.1)), List.of(0.5, 0.5), 0.25);
    DriftCounters counters = new DriftCounters(new DriftBaseline(List.of(share, half)));
    Tensor halves = Tensor.zeros(DataType.FP16, 2);
    halves.data().putShort(0, Float.floatToFloat16(0.1f)).putShort(2, Float.floatToFloat16(0.11f));

    counters.observe(
        Map.of("x", Tensor.floats(new long[] {4}, 0.1f, 0.2f, 0.7f, Math.nextUp(0.7f))),
        Map.of("h", halves));

    assertEquals(
        List.of(
            new Count("share", "0.1", 1, 0.5),
            new Count("share", "0.2", 1, 0.2),
            new Count("share", "0.7", 1, 0.2),
            new Count("share", "+Inf", 1, 0.1),
            new Count("share", "missing", 0, Double.NaN),
            new Count("half", "0.1", 1, 0.5),
            new Count("half", "+Inf", 1, 0.5),
            new Count("half", "missing", 0, 0.25)),
        counters.counts());
  }

  @Test
  void spellsFractionsAsTheyWereWritten() {
    Feature size =
        new Feature(
            "size", "x", 0, new Bins.Categories(List.of("0.1", "2")), List.of(0.5, 0.5, 0.0));
    DriftCounters counters = new DriftCounters(new DriftBaseline(List.of(size)));

    counters.observe(Map.of("x", Tensor.floats(new long[] {3}, 0.1f, 2f, 0.3f)), Map.of());

    assertEquals(List.of(1L, 1L, 1L, 0L), counters.counts().stream().map(Count::observed).toList());
  }

  @Test
  void countsWholeNumbersAsCategories() {
    Feature quality =
        new Feature(
            "quality", "q", 0, new Bins.Categories(List.of("5", "6")), List.of(0.5, 0.5, 0.0));
    DriftCounters counters = new DriftCounters(new DriftBaseline(List.of(quality)));

    counters.observe(Map.of(), Map.of("q", Tensor.longs(new long[] {4}, 5, 6, 7, 5)));

    assertEquals(List.of(2L, 1L, 1L, 0L), counters.counts().stream().map(Count::observed).toList());
  }

  @Test
  void readsABaselineFromJson() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("baseline.json"),
            """
            {"made-by": "a later version", "features": [
              {"name": "alcohol", "tensor": "x", "column": 1, "bounds": [9.5, 11], "expected": [0.25, 0.5, 0.25]},
              {"name": "type", "tensor": "t", "categories": ["red", "white"], "expected": [0.25, 0.75, 0]}]}
            """);

    assertEquals(BASELINE, DriftBaselineReader.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"features":[{"name":"a"}]} | feature 'a' has neither bounds nor categories
          {"features":[{"name":"a","bounds":[1],"expected":[1]}]} | feature 'a' has 2 bins, but 1 expected shares
          {"features":[{"name":"a","bounds":[2,1]}]} | the bounds do not ascend
          {"features":7} | JSON, byte 12: expected '[', not '7'
          """)
  void saysWhatIsWrongWithABaseline(String json, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("baseline.json"), json);

    var refused = assertThrows(InferenceException.class, () -> DriftBaselineReader.read(file));

    assertEquals("drift baseline " + file + ": " + message, refused.reason());
  }

  @Test
  void namesAFeatureThatTheModelLacks() {
    List<Dimension> row = List.of(new Dimension.Dynamic("n"), new Dimension.Fixed(1));
    List<TensorSpec> narrow = List.of(new TensorSpec("x", DataType.FP32, row));

    assertEquals(
        "the drift baseline's feature 'alcohol' does not fit: 'x' has no column 1",
        assertThrows(InferenceException.class, () -> BASELINE.check(narrow, List.of())).reason());
    assertEquals(
        "the drift baseline's feature 'alcohol' does not fit: the model has no tensor 'x'",
        assertThrows(InferenceException.class, () -> BASELINE.check(List.of(), List.of()))
            .reason());
  }
}
