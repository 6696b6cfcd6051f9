// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Predictor] must do, shown on a perceptron from `input` [batch, 4] to `probabilities`
/// [batch, 3].
abstract class PredictorTck {

  private static final float[] ROW = {0.5f, -1.25f, 3f, 0.125f};

  private Predictor predictor;

  /// A new predictor of the perceptron.
  abstract Predictor open() throws Exception;

  @BeforeEach
  void openPredictor() throws Exception {
    predictor = open();
  }

  @AfterEach
  void closePredictor() {
    predictor.close();
  }

  private static Map<String, Tensor> rows(int count) {
    float[] values = new float[count * ROW.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ROW[i % ROW.length] + 0.5f * i;
    }
    return Map.of("input", Tensor.floats(new long[] {count, ROW.length}, values));
  }

  @Test
  void describesItsSignature() {
    List<TensorSpec> inputs = predictor.inputs();
    List<TensorSpec> outputs = predictor.outputs();

    assertEquals(List.of(spec("input", 4)), inputs);
    assertEquals(List.of(spec("probabilities", 3)), outputs);
  }

  private static TensorSpec spec(String name, long columns) {
    return new TensorSpec(
        name, DataType.FP32, List.of(new Dimension.Dynamic("batch"), new Dimension.Fixed(columns)));
  }

  @Test
  void givesProbabilitiesThatSumToOne() throws Exception {
    Tensor answer = requireNonNull(predictor.predict(rows(1)).get("probabilities"));

    assertEquals(1.0, IntStream.range(0, 3).mapToDouble(answer.asFloats()::get).sum(), 1e-6);
  }

  @Test
  void answersTheSameBitsEveryTime() throws Exception {
    Map<String, Tensor> first = predictor.predict(rows(3));

    assertEquals(first, predictor.predict(rows(3)));
  }

  @Test
  void answersZeroRowsWithZeroRows() throws Exception {
    Map<String, Tensor> answer = predictor.predict(rows(0));

    assertEquals(Map.of("probabilities", Tensor.zeros(DataType.FP32, 0, 3)), answer);
  }

  @Test
  void aPreparedRunAnswersAsPredictDoes() throws Exception {
    Map<String, Tensor> expected = predictor.predict(rows(2));

    try (PreparedRun run = predictor.prepare(rows(2))) {
      run.run();
      run.run();
      assertEquals(expected, run.outputs());
    }
  }

  @Test
  void aPreparedRunSeesWhatIsWrittenIntoItsInputs() throws Exception {
    Tensor input = Tensor.zeros(DataType.FP32, 2, 4);
    Map<String, Tensor> expected = predictor.predict(rows(2));

    try (PreparedRun run = predictor.prepare(Map.of("input", input))) {
      input.data().put(requireNonNull(rows(2).get("input")).data());
      run.run();
      assertEquals(expected, run.outputs());
    }
  }

  @Test
  void differentRowsGiveDifferentAnswers() throws Exception {
    Map<String, Tensor> zeros =
        predictor.predict(Map.of("input", Tensor.zeros(DataType.FP32, 1, 4)));

    assertFalse(zeros.equals(predictor.predict(rows(1))));
  }

  @Test
  void answersSeveralThreadsAtOnce() throws Exception {
    Map<String, Tensor> expected = predictor.predict(rows(5));
    Callable<Map<String, Tensor>> task = () -> predictor.predict(rows(5));

    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var answer : threads.invokeAll(IntStream.range(0, 200).mapToObj(i -> task).toList())) {
        assertEquals(expected, answer.get());
      }
    }
  }

  @Test
  void refusesAMissingInput() {
    assertRefused("input 'input' is missing", Map.of());
  }

  @Test
  void refusesAnUnknownInput() {
    Tensor row = Tensor.zeros(DataType.FP32, 1, 4);
    assertRefused(
        "the model has no input 'colour'; it has [input]", Map.of("input", row, "colour", row));
  }

  @Test
  void refusesAnotherType() {
    assertRefused(
        "input 'input' must be FP32, not FP64", Map.of("input", Tensor.zeros(DataType.FP64, 1, 4)));
  }

  @Test
  void refusesAnotherShape() {
    assertRefused(
        "input 'input' must have shape [batch,4], not [1,5]",
        Map.of("input", Tensor.zeros(DataType.FP32, 1, 5)));
    assertRefused(
        "input 'input' must have shape [batch,4], not [4]",
        Map.of("input", Tensor.zeros(DataType.FP32, 4)));
  }

  private void assertRefused(String message, Map<String, Tensor> request) {
    var refused = assertThrows(InferenceException.class, () -> predictor.predict(request));
    assertEquals(InferenceException.Kind.INVALID_ARGUMENT, refused.kind());
    assertEquals(message, refused.getMessage());
    assertEquals(
        message,
        assertThrows(InferenceException.class, () -> predictor.prepare(request)).getMessage());
  }
}
