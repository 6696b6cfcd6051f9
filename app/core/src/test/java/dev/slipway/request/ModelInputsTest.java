// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelInputsTest {

  private static final FeatureMap UNNAMED = new FeatureMap(List.of(), List.of());

  private static final Table TABLE =
      new Table(
          "t.csv",
          List.of("kind", "body size", "weight"),
          List.of(List.of("a", "1.5", "7"), List.of("b", "", "8")));

  @Test
  void fillsOneVectorInTheOrderOfTheFeatures() throws Exception {
    var inputs =
        ModelInputs.of(
            TABLE,
            new FeatureMap(List.of("weight", "body size"), List.of()),
            signature(spec("x", DataType.FP32, -1, 2)));

    assertEquals(
        List.of(
            Map.of("x", Tensor.floats(new long[] {1, 2}, 7, 1.5f)),
            Map.of("x", Tensor.floats(new long[] {1, 2}, 8, Float.NaN))),
        inputs);
  }

  /// The libraries count a column of truths as numbers.
  @Test
  void aTruthIsANumber() throws Exception {
    var table =
        new Table(
            "t.csv",
            List.of("member", "age"),
            List.of(List.of("True", "40"), List.of("false", "41"), List.of("TRUE", "no")));
    var signature = signature(spec("x", DataType.FP64, -1, 2));

    var inputs =
        ModelInputs.of(
            new Table("t.csv", table.columns(), table.rows().subList(0, 2)), UNNAMED, signature);
    Problem problem =
        assertThrows(ProblemException.class, () -> ModelInputs.of(table, UNNAMED, signature))
            .problem();

    assertEquals(
        List.of(
            Map.of("x", Tensor.doubles(new long[] {1, 2}, 1, 40)),
            Map.of("x", Tensor.doubles(new long[] {1, 2}, 0, 41))),
        inputs);
    assertEquals("data.value-unfit", problem.code().id());
  }

  @Test
  void fillsOneInputForEachColumnAsConvertersFromScikitLearnNameThem() throws Exception {
    var inputs =
        ModelInputs.of(
            TABLE,
            UNNAMED,
            signature(
                spec("kind", DataType.BYTES, -1, 1),
                spec("body_size", DataType.FP64, -1, 1),
                spec("weight", DataType.INT64, -1)));

    assertEquals(
        Map.of(
            "kind", Tensor.strings(new long[] {1, 1}, "a"),
            "body_size", Tensor.doubles(new long[] {1, 1}, 1.5),
            "weight", Tensor.longs(new long[] {1}, 7)),
        inputs.getFirst());
  }

  @Test
  void takesAllColumnsInOrderWhereTheWidthFits() throws Exception {
    Table numbers = new Table("n.csv", List.of("p", "q"), List.of(List.of("1", "2")));

    assertEquals(
        List.of(Map.of("x", Tensor.floats(new long[] {1, 2}, 1, 2))),
        ModelInputs.of(numbers, UNNAMED, signature(spec("x", DataType.FP32, 1, 2))));
  }

  @Test
  void namesColumnLineAndValueThatDoNotFit() {
    Problem problem =
        refusal(
            new FeatureMap(List.of("weight", "kind"), List.of()), spec("x", DataType.FP32, -1, 2));

    assertEquals("Line 2 of t.csv: column 'kind' holds \"a\", not a number", problem.what());
    assertEquals(
        "Line 2 of t.csv: column 'body size' holds \"1.5\", not a whole number",
        refusal(
                new FeatureMap(List.of("weight", "body size"), List.of()),
                spec("x", DataType.INT64, -1, 2))
            .what());
  }

  @Test
  void namesAColumnThatIsMissing() {
    Problem problem =
        refusal(new FeatureMap(List.of("height"), List.of()), spec("x", DataType.FP32, -1, 1));

    assertEquals("data.column-missing", problem.code().id());
    assertEquals("The table has kind, body size, weight.", problem.why());
  }

  @Test
  void refusesModelsThatTakeNoRows() {
    assertEquals(
        "data.columns-unknown", refusal(UNNAMED, spec("x", DataType.FP32, -1, 7)).code().id());
    assertEquals(
        "data.input-not-tabular",
        refusal(
                new FeatureMap(List.of("weight"), List.of()),
                spec("x", DataType.FP32, 1, 3, 224, 224))
            .code()
            .id());
    assertEquals(
        "data.input-type",
        refusal(new FeatureMap(List.of("weight"), List.of()), spec("x", DataType.FP16, -1, 1))
            .code()
            .id());
  }

  private static Problem refusal(FeatureMap features, TensorSpec input) {
    return assertThrows(
            ProblemException.class, () -> ModelInputs.of(TABLE, features, signature(input)))
        .problem();
  }

  private static Signature signature(TensorSpec... inputs) {
    return new Signature(List.of(inputs), List.of());
  }

  static TensorSpec spec(String name, DataType type, long... shape) {
    return new TensorSpec(
        name,
        type,
        java.util.Arrays.stream(shape)
            .<Dimension>mapToObj(
                size -> size < 0 ? new Dimension.Dynamic("n") : new Dimension.Fixed(size))
            .toList());
  }
}
