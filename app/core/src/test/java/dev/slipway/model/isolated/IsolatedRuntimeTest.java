// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import static dev.slipway.model.TinyOnnx.graph;
import static dev.slipway.model.TinyOnnx.message;
import static dev.slipway.model.TinyOnnx.model;
import static dev.slipway.model.TinyOnnx.node;
import static dev.slipway.model.TinyOnnx.opset;
import static dev.slipway.model.TinyOnnx.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.model.TinyOnnx;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A model that takes its process down costs a problem; the application and the next model live.
@Timeout(120)
final class IsolatedRuntimeTest {

  private static final ModelSettings ONE = ModelSettings.withThreads(1);
  private static final Limits LIMITS =
      new Limits(Bytes.mebibytes(1024), Duration.ofSeconds(60), Duration.ofSeconds(60));
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int BOOL = 9;

  private final IsolatedRuntime runtime = new IsolatedRuntime();

  @TempDir Path folder;

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void answersLikeTheModelInThisProcess() throws Exception {
    Path model =
        Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");
    try (Predictor here = OrtPredictor.load(model, ONE);
        Predictor there = runtime.open(model, ONE, LIMITS)) {
      Map<String, Tensor> row = new HashMap<>();
      for (var input : here.inputs()) {
        long[] shape = {3, Math.max(1, input.protocolShape()[1])};
        row.put(
            input.name(),
            input.datatype() == DataType.BYTES
                ? Tensor.strings(shape, "Biscoe", "Dream", "é€")
                : Tensor.zeros(input.datatype(), shape));
      }

      assertEquals(here.inputs(), there.inputs());
      assertEquals(here.outputs(), there.outputs());
      assertEquals(here.predict(row), there.predict(row));
    }
  }

  @Test
  void survivesAProcessThatDies() throws IOException {
    Path model = relu();
    try (var aborting = new IsolatedRuntime(AbortingMain.class.getName())) {
      Problem problem =
          assertThrows(ProblemException.class, () -> aborting.open(model, ONE, LIMITS)).problem();

      assertEquals("model.crashes-the-runtime", problem.code().id());
      assertEquals(
          "The process that ran it ended: exit code 134: free(): invalid pointer", problem.why());
    }
  }

  @Test
  void endsALoopThatDoesNotEndAndServesTheNextModel() throws Exception {
    var impatient =
        new Limits(Bytes.mebibytes(1024), Duration.ofSeconds(60), Duration.ofSeconds(2));
    TinyOnnx body =
        graph(node("Identity", "go", "again"), node("Identity", "v", "w"))
            .input(value("i", INT64))
            .input(value("go", BOOL))
            .input(value("v", FLOAT, 1))
            .output(value("again", BOOL))
            .output(value("w", FLOAT, 1));
    Path endless =
        write(
            graph(
                    node("Loop", "n c x", "y")
                        .bytes(5, message().text(1, "body").bytes(6, body).number(20, 5)))
                .input(value("n", INT64))
                .input(value("c", BOOL))
                .input(value("x", FLOAT, 1))
                .output(value("y", FLOAT, 1)));
    Predictor predictor = runtime.open(endless, ONE, impatient);
    Map<String, Tensor> row =
        Map.of(
            "n", Tensor.longs(new long[0], Long.MAX_VALUE),
            "c", Tensor.bools(new long[0], true),
            "x", Tensor.floats(new long[] {1}, 1));

    assertEquals("model.too-slow", problem(predictor, row));
    assertEquals("model.too-slow", problem(predictor, row));
    assertEquals(Map.of("y", Tensor.floats(new long[] {1}, 0)), answerOfRelu());
  }

  @Test
  void refusesMemoryWithoutBoundAndServesTheNextModel() throws Exception {
    Path greedy =
        write(
            graph(node("ConstantOfShape", "s", "y"))
                .input(value("s", INT64, 1))
                .output(value("y", FLOAT, "n")));
    Predictor predictor = runtime.open(greedy, ONE, LIMITS);
    for (long size : new long[] {1L << 29, 1L << 33, 1L << 60}) {
      assertEquals(
          "model.too-much-memory",
          problem(predictor, Map.of("s", Tensor.longs(new long[] {1}, size))));
    }

    assertEquals(Map.of("y", Tensor.floats(new long[] {1}, 0)), answerOfRelu());
  }

  /// The runtime walks down a tree by recursion: one that is deep enough overflows its stack.
  @Test
  void survivesATreeThatIsTooDeepForTheStack() throws Exception {
    int depth = 200_000;
    long[] zeros = new long[depth + 1];
    TinyOnnx modes = message().text(1, "nodes_modes");
    for (int i = 0; i < depth; i++) {
      modes.text(9, "BRANCH_LEQ");
    }
    TinyOnnx tree =
        node("ai.onnx.ml", "TreeEnsembleRegressor", "x", "y")
            .ints("nodes_treeids", zeros)
            .ints("nodes_nodeids", LongStream.rangeClosed(0, depth).toArray())
            .ints("nodes_featureids", zeros)
            .floats("nodes_values", new float[depth + 1])
            .bytes(5, modes.text(9, "LEAF").number(20, 8))
            .ints("nodes_falsenodeids", LongStream.rangeClosed(1, depth + 1).toArray())
            .ints("nodes_truenodeids", LongStream.generate(() -> depth).limit(depth + 1).toArray())
            .ints("target_treeids", 0)
            .ints("target_nodeids", depth)
            .ints("target_ids", 0)
            .floats("target_weights", 1)
            .integer("n_targets", 1);
    Path deep =
        Files.write(
            folder.resolve("deep.onnx"),
            model(graph(tree).input(value("x", FLOAT, 1, 1)).output(value("y", FLOAT, 1, 1)))
                .bytes(8, opset("ai.onnx.ml", 1))
                .toBytes());

    Problem problem =
        assertThrows(ProblemException.class, () -> runtime.open(deep, ONE, LIMITS)).problem();

    assertEquals("model.crashes-the-runtime", problem.code().id(), problem.toString());
    assertEquals(Map.of("y", Tensor.floats(new long[] {1}, 0)), answerOfRelu());
  }

  private Map<String, Tensor> answerOfRelu() throws Exception {
    try (Predictor relu = runtime.open(relu(), ONE, LIMITS)) {
      return relu.predict(Map.of("x", Tensor.floats(new long[] {1}, -2)));
    }
  }

  private static String problem(Predictor predictor, Map<String, Tensor> row) {
    var refusal = assertThrows(InferenceException.class, () -> predictor.predict(row));
    return RuntimeRefusal.explain(refusal, "model").code().id();
  }

  private Path relu() throws IOException {
    return write(
        graph(node("Relu", "x", "y")).input(value("x", FLOAT, 1)).output(value("y", FLOAT, 1)));
  }

  private Path write(TinyOnnx graph) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model(graph).toBytes());
  }
}
