// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static dev.slipway.model.TinyOnnx.floatTensor;
import static dev.slipway.model.TinyOnnx.graph;
import static dev.slipway.model.TinyOnnx.model;
import static dev.slipway.model.TinyOnnx.node;
import static dev.slipway.model.TinyOnnx.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.TinyOnnx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of a model's operators before anything is run.
final class OperatorsTest {

  private static final int FLOAT = 1;

  @TempDir Path folder;

  @Test
  void namesOperatorsWithoutAKernelInTheModelsSet() throws Exception {
    TinyOnnx graph =
        graph(node("Relu", "x", "r"), node("Dropout", "r", "d"), node("Sub", "d r", "y"))
            .input(value("x", FLOAT, 2))
            .output(value("y", FLOAT, 2));

    assertEquals(
        List.of("ONNX Runtime cannot run Relu, Sub in opset 5"),
        problems(inspect(model(8, 5, graph))).stream().map(Problem::what).toList());
    assertEquals(
        List.of("ONNX Runtime cannot run Sub in opset 6"),
        problems(inspect(model(8, 6, graph))).stream().map(Problem::what).toList());
    assertEquals(List.of(), problems(inspect(model(8, 7, graph))));
  }

  @Test
  void tellsWhichOperatorsCostMost() throws Exception {
    Inspection found =
        inspect(
            model(
                graph(
                        node("MatMul", "x W", "a"),
                        node("MatMul", "a V", "b"),
                        node("MatMul", "u V", "c"),
                        node("Add", "b t", "y"),
                        node("com.microsoft", "Gelu", "y", "z"))
                    .initializer(floatTensor("W", 3, 5))
                    .initializer(floatTensor("V", 5, 2))
                    .initializer(floatTensor("t", 2))
                    .input(value("x", FLOAT, "n", 3))
                    .input(value("u", FLOAT, "n", 5))
                    .output(value("z", FLOAT, "n", 2))));

    assertEquals(
        List.of(
            new OperatorCost("MatMul", 3, OptionalLong.of(2 * 15 + 2 * 10 + 2 * 10), 35),
            new OperatorCost("Add", 1, OptionalLong.empty(), 2),
            new OperatorCost("com.microsoft.Gelu", 1, OptionalLong.empty(), 0)),
        found.costs());
    assertEquals(
        List.of(OptionalLong.of(30), OptionalLong.of(20), OptionalLong.of(20)),
        found.graph().nodes().stream().limit(3).map(Graph.Node::flops).toList());
  }

  @Test
  void countsTheWorkOfAConvolution() throws Exception {
    Inspection found =
        inspect(
            model(
                graph(
                        node("Conv", "x W", "c")
                            .ints("kernel_shape", 3, 3)
                            .ints("strides", 2, 2)
                            .ints("pads", 1, 1, 1, 1),
                        node("Relu", "c", "r"),
                        node("GlobalAveragePool", "r", "g"),
                        node("Flatten", "g", "f"),
                        node("Gemm", "f V", "y").integer("transB", 1))
                    .initializer(floatTensor("W", 8, 3, 3, 3))
                    .initializer(floatTensor("V", 10, 8))
                    .input(value("x", FLOAT, "n", 3, 224, 224))
                    .output(value("y", FLOAT, "n", 10))));

    assertEquals(OptionalLong.of(2L * 8 * 112 * 112 * 27 + 2 * 8 * 10), found.flops());
  }

  private Inspection inspect(TinyOnnx model) throws Exception {
    return Inspector.inspect(
        ModelIntake.open(Files.write(folder.resolve("model.onnx"), model.toBytes())));
  }

  private static List<Problem> problems(Inspection inspection) {
    return inspection.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem())
        .toList();
  }
}
