// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ONNX Runtime says is told in the user's words; what it says is the runtime's own.
final class RuntimeRefusalTest {

  private static final int FLOAT = 1;

  @TempDir Path folder;

  @Test
  void saysThatNothingMakesAValue() throws Exception {
    Problem missing =
        refusal(
            TinyOnnx.graph(TinyOnnx.node("Add", "x nowhere", "y"))
                .input(TinyOnnx.value("x", FLOAT, 2))
                .output(TinyOnnx.value("y", FLOAT, 2)));
    Problem unmade =
        refusal(
            TinyOnnx.graph(TinyOnnx.node("Relu", "x", "z"))
                .input(TinyOnnx.value("x", FLOAT, 2))
                .output(TinyOnnx.value("y", FLOAT, 2)));

    assertEquals("In it, a node takes 'nowhere', and nothing makes that value.", missing.why());
    assertEquals("In it, 'y' is to be an output, and nothing makes that value.", unmade.why());
  }

  @Test
  void doesNotCallWeightsThatAreMissingAnAttack() throws Exception {
    TinyOnnx weights =
        TinyOnnx.message()
            .number(1, 2)
            .number(2, FLOAT)
            .text(8, "w")
            .bytes(13, TinyOnnx.metadata("location", "none.bin"))
            .number(14, 1);
    Problem problem =
        refusal(
            TinyOnnx.graph(TinyOnnx.node("Add", "x w", "y"))
                .initializer(weights)
                .input(TinyOnnx.value("x", FLOAT, 2))
                .output(TinyOnnx.value("y", FLOAT, 2)));

    assertEquals("model.external-missing", problem.code().id(), problem.toString());
  }

  @Test
  void tellsAQuestionThatDoesNotFitWithoutThePlacesInSources() throws Exception {
    Path file =
        write(
            TinyOnnx.graph(TinyOnnx.node("MatMul", "a b", "y"))
                .input(TinyOnnx.value("a", FLOAT, "m", "k"))
                .input(TinyOnnx.value("b", FLOAT, "j", "n"))
                .output(TinyOnnx.value("y", FLOAT, "m", "n")));
    try (OrtPredictor model = OrtPredictor.load(file, ModelSettings.withThreads(1))) {
      var request =
          Map.of(
              "a", Tensor.floats(new long[] {1, 2}, 1, 2),
              "b", Tensor.floats(new long[] {3, 1}, 1, 2, 3));
      InferenceException refusal =
          assertThrows(InferenceException.class, () -> model.predict(request));

      assertEquals(Optional.empty(), RuntimeRefusal.end(refusal));
      assertEquals(
          "Operator MatMul: MatMul dimension mismatch", RuntimeRefusal.words(refusal.reason()));
    }
  }

  @Test
  void tellsAModelThatIsEndedFromAQuestionThatDoesNotFit() {
    var slow =
        new InferenceException(Kind.INTERNAL, "ONNX Runtime took too long: no answer within 9 s");

    assertEquals("model.too-slow", RuntimeRefusal.end(slow).orElseThrow().code().id());
  }

  private Problem refusal(TinyOnnx graph) throws Exception {
    Path file = write(graph);
    InferenceException refusal =
        assertThrows(
            InferenceException.class, () -> OrtPredictor.load(file, ModelSettings.withThreads(1)));
    Problem problem = RuntimeRefusal.explain(refusal, "the model");
    assertFalse(problem.why().contains("onnxruntime"), problem.why());
    return problem;
  }

  private Path write(TinyOnnx graph) throws Exception {
    return Files.write(folder.resolve("model.onnx"), TinyOnnx.model(graph).toBytes());
  }
}
