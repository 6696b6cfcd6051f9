// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static dev.slipway.model.TinyOnnx.floatTensor;
import static dev.slipway.model.TinyOnnx.graph;
import static dev.slipway.model.TinyOnnx.message;
import static dev.slipway.model.TinyOnnx.metadata;
import static dev.slipway.model.TinyOnnx.model;
import static dev.slipway.model.TinyOnnx.node;
import static dev.slipway.model.TinyOnnx.opset;
import static dev.slipway.model.TinyOnnx.tensorType;
import static dev.slipway.model.TinyOnnx.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Signature;
import dev.slipway.model.TinyOnnx;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectorTest {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  @TempDir Path folder;

  @Test
  void describesAWholeModel() throws Exception {
    Inspection found =
        inspect(
            model(
                    graph(node("Gemm", "x W b", "s"), node("Softmax", "s", "p"))
                        .initializer(floatTensor("W", 4, 3))
                        .initializer(floatTensor("b", 3))
                        .input(value("x", FLOAT, "batch", 4))
                        .output(value("p", FLOAT, "batch", 3)))
                .bytes(14, metadata("slipway.features", "[\"a\",\"b\",\"c\",\"d\"]"))
                .bytes(14, metadata("slipway.labels", "[\"x\",\"y\",\"z\"]")));

    assertEquals(
        new Inspection(
            found.model(),
            new Signature(
                List.of(spec("x", DataType.FP32, new Dimension.Dynamic("batch"), fixed(4))),
                List.of(spec("p", DataType.FP32, new Dimension.Dynamic("batch"), fixed(3)))),
            new FeatureMap(List.of("a", "b", "c", "d"), List.of("x", "y", "z")),
            8,
            new TreeMap<>(Map.of("ai.onnx", 17L)),
            "tiny",
            15,
            new TreeMap<>(Map.of("FLOAT", new Bytes(60))),
            new TreeMap<>(Map.of("Gemm", 1, "Softmax", 1)),
            List.of(
                new OperatorCost("Gemm", 1, OptionalLong.of(24), 15),
                new OperatorCost("Softmax", 1, OptionalLong.empty(), 0)),
            OptionalLong.of(24),
            new TreeMap<>(
                Map.of(
                    "slipway.features", "[\"a\",\"b\",\"c\",\"d\"]",
                    "slipway.labels", "[\"x\",\"y\",\"z\"]")),
            gemmThenSoftmax(),
            List.of(
                new Finding.Passed("The protocol carries every input", "1 of 1"),
                new Finding.Passed("The protocol carries every output", "1 of 1"),
                new Finding.Passed(
                    "The runtime reads this file format", "IR version 8; it reads up to 13"),
                new Finding.Passed("The runtime has the operator set", "opset 17; it has up to 26"),
                new Finding.Passed(
                    "The runtime knows every operator domain",
                    "all operators are of known domains or defined here"),
                new Finding.Passed("Weights are complete", "2 tensors, all in the model file"))),
        found);
  }

  private static Graph gemmThenSoftmax() {
    return new Graph(
        List.of(
            new Graph.Node(
                "Gemm_0",
                "Gemm",
                "ai.onnx",
                List.of("x", "W", "b"),
                List.of("s"),
                15,
                OptionalLong.of(24)),
            new Graph.Node(
                "Softmax_1",
                "Softmax",
                "ai.onnx",
                List.of("s"),
                List.of("p"),
                0,
                OptionalLong.empty())));
  }

  @Test
  void leavesInitialisersThatOldFilesListAsInputsOutOfTheSignature() throws Exception {
    Inspection found =
        inspect(
            model(
                3,
                9,
                graph(node("Add", "x b", "y"))
                    .initializer(floatTensor("b", 3))
                    .input(value("x", FLOAT, 1, 3))
                    .input(value("b", FLOAT, 3))
                    .output(value("y", FLOAT, 1, 3))));

    assertEquals(List.of(spec("x", DataType.FP32, fixed(1), fixed(3))), found.signature().inputs());
  }

  @Test
  void countsWeightsOfConstantsSubGraphsFunctionsAndTrees() throws Exception {
    TinyOnnx branch = graph(node("Constant", "", "c").attribute("value", 5, floatTensor("", 5)));
    Inspection found =
        inspect(
            model(
                    graph(
                            node("Constant", "", "k").attribute("value", 5, floatTensor("", 2, 2)),
                            node("If", "c", "r").attribute("then_branch", 6, branch),
                            node("ai.onnx.ml", "TreeEnsembleRegressor", "x", "y")
                                .floats("nodes_values", 1, 2, 3)
                                .ints("nodes_featureids", 0, 1),
                            node("own", "Twice", "y", "z"))
                        .output(value("z", FLOAT)))
                .bytes(8, opset("ai.onnx.ml", 3))
                .bytes(
                    25,
                    message()
                        .text(1, "Twice")
                        .text(10, "own")
                        .bytes(
                            7,
                            node("Constant", "", "two")
                                .attribute("value", 5, floatTensor("", 1)))));

    assertEquals(4 + 5 + 5 + 1, found.parameters());
    assertEquals(
        Map.of("FLOAT", new Bytes(4 * 13), "INT64", new Bytes(8 * 2)), found.parameterBytes());
    assertEquals(
        Map.of("Constant", 3, "If", 1, "TreeEnsembleRegressor", 1, "Twice", 1), found.operators());
    assertEquals(
        List.of(4L, 5L, 5L, 0L),
        found.graph().nodes().stream().map(Graph.Node::parameters).toList());
    assertEquals(List.of(), problems(found));
  }

  @Test
  void saysNothingOfWorkWhoseShapesAreUnknown() throws Exception {
    Inspection found =
        inspect(
            model(
                graph(node("MatMul", "x W", "y"))
                    .initializer(floatTensor("W", 4, 4))
                    .input(value("x", FLOAT, "batch", "length", 4))
                    .output(value("y", FLOAT, "batch", "length", 4))));

    assertEquals(OptionalLong.empty(), found.flops());
  }

  @Test
  void namesTypesThatCannotBeServed() throws Exception {
    TinyOnnx sequence = message().bytes(4, message().bytes(1, tensorType(FLOAT)));
    TinyOnnx optional = message().bytes(9, message().bytes(1, tensorType(INT64)));
    Inspection found =
        inspect(
            model(
                graph(node("SplitToSequence", "x", "p"))
                    .input(value("x", 12, 1))
                    .output(message().text(1, "p").bytes(2, sequence))
                    .output(message().text(1, "o").bytes(2, optional))
                    .output(value("q", 17, 1))));

    assertEquals(
        List.of(
            "It is of type seq(tensor(float)); only tensors can be served.",
            "It is of type optional(tensor(int64)); only tensors can be served.",
            "The Open Inference Protocol has no type for tensor(float8e4m3fn)."),
        problems(found).stream().map(Problem::why).toList());
    assertEquals(List.of(), found.signature().outputs());
  }

  /// As the serving runtime gives them.
  @Test
  void describesSequencesOfMapsAsValuesAndKeys() throws Exception {
    TinyOnnx map = message().number(1, INT64).bytes(2, tensorType(FLOAT));
    TinyOnnx sequence = message().bytes(4, message().bytes(1, message().bytes(5, map)));
    Inspection found =
        inspect(
            model(
                    graph(node("ai.onnx.ml", "ZipMap", "x", "p"))
                        .input(value("x", FLOAT, 1, 3))
                        .output(message().text(1, "p").bytes(2, sequence)))
                .bytes(8, opset("ai.onnx.ml", 3)));

    Dimension free = new Dimension.Dynamic("");
    assertEquals(List.of(), problems(found));
    assertEquals(
        List.of(spec("p", DataType.FP32, free, free), spec("p_keys", DataType.INT64, free, free)),
        found.signature().outputs());
  }

  @Test
  void countsQuantisedAndRecurrentWorkAndSaysNothingWhereSomeIsNotCounted() throws Exception {
    TinyOnnx quantised =
        graph(
                node("QLinearConv", "x s z W ws wz ys yz", "c"),
                node("MatMulInteger", "a B", "m"),
                node("LSTM", "l V R", "h"))
            .initializer(floatTensor("W", 8, 3, 3, 3))
            .initializer(floatTensor("B", 5, 7))
            .initializer(floatTensor("V", 1, 16, 6))
            .initializer(floatTensor("R", 1, 16, 4))
            .input(value("x", 3, 1, 3, 10, 10))
            .input(value("a", 3, 2, 5))
            .input(value("l", FLOAT, 9, 1, 6))
            .output(value("c", 3, 1, 8, 8, 8));
    TinyOnnx fused =
        graph(node("MatMul", "x W", "y"), node("com.microsoft", "Attention", "y", "z"))
            .initializer(floatTensor("W", 4, 4))
            .input(value("x", FLOAT, 1, 4));

    assertEquals(
        OptionalLong.of(2L * 8 * 64 * 27 + 2 * 2 * 7 * 5 + 2 * 9 * (16 * 6 + 16 * 4)),
        inspect(model(quantised)).flops());
    assertEquals(OptionalLong.empty(), inspect(model(fused)).flops());
  }

  @Test
  void tellsWhatThePinnedRuntimeCannotRun() throws Exception {
    TinyOnnx relu = graph(node("Relu", "x", "y")).output(value("y", FLOAT, 1));
    TinyOnnx custom = graph(node("my.ops", "Tokenize", "x", "y")).output(value("y", FLOAT, 1));

    assertEquals(List.of("model.opset-not-supported"), codes(inspect(model(8, 27, relu))));
    assertEquals(List.of("model.ir-not-supported"), codes(inspect(model(14, 26, relu))));
    assertEquals(List.of(), codes(inspect(model(13, 26, relu))));
    assertEquals(List.of("model.domain-not-known"), codes(inspect(model(8, 17, custom))));
  }

  @Test
  void refusesExternalWeightsOutsideTheModelsFolder() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.write(outside.resolve("w"), new byte[8]);
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.write(inside.resolve("w"), new byte[8]);
    Files.createSymbolicLink(inside.resolve("link"), outside.resolve("w"));

    assertEquals(List.of(), codes(inspect(inside, external("w", 8))));
    assertEquals(List.of(), codes(inspect(inside, external("./sub/../w", 8))));
    assertEquals(
        List.of("model.external-outside"), codes(inspect(inside, external("../outside/w", 8))));
    assertEquals(
        List.of("model.external-outside"),
        codes(inspect(inside, external(outside.resolve("w").toString(), 8))));
    assertEquals(List.of("model.external-outside"), codes(inspect(inside, external("C:\\w", 8))));
    assertEquals(List.of("model.external-outside"), codes(inspect(inside, external("link", 8))));
    assertEquals(List.of("model.external-missing"), codes(inspect(inside, external("none", 8))));
    assertEquals(List.of("model.external-truncated"), codes(inspect(inside, external("w", 9))));
  }

  @Test
  void findsWeightsThatAreNotWhatTheyClaim() throws Exception {
    TinyOnnx impossible =
        message().number(1, 1L << 40).number(1, 1L << 40).number(2, FLOAT).text(8, "big");
    TinyOnnx shortened = message().number(1, 3).number(2, FLOAT).text(8, "w").raw(9, new byte[8]);

    assertEquals(
        List.of("model.weights-impossible", "model.weights-misfit"),
        codes(
            inspect(
                model(
                    graph(node("Relu", "x", "y"))
                        .initializer(impossible)
                        .initializer(shortened)
                        .output(value("y", FLOAT, 1))))));
  }

  @Test
  void reportsNamesThatItCannotUse() throws Exception {
    TinyOnnx graph =
        graph(node("Relu", "x", "y"))
            .input(value("x", FLOAT, 1, 2))
            .output(value("y", FLOAT, 1, 2));

    assertEquals(
        List.of("It names 1 columns; the input takes 2."),
        problems(inspect(model(graph).bytes(14, metadata("slipway.features", "[\"a\"]")))).stream()
            .map(Problem::why)
            .toList());
    assertEquals(
        List.of("It is not a JSON array of texts."),
        problems(inspect(model(graph).bytes(14, metadata("slipway.labels", "[1]")))).stream()
            .map(Problem::why)
            .toList());
    assertEquals(
        List.of("model.feature-names"),
        codes(inspect(model(graph).bytes(14, metadata("slipway.labels", "[[[")))));
    for (String domains :
        List.of("[[[", "7", "[{}]", "[{\"least\":0,\"most\":1,\"values\":[\"a\"]}]")) {
      assertEquals(
          List.of("model.feature-names"),
          codes(inspect(model(graph).bytes(14, metadata("slipway.domains", domains)))),
          domains);
    }
    TinyOnnx named = model(graph).bytes(14, metadata("slipway.features", "[\"a\",\"b\"]"));
    assertEquals(
        List.of("It is not a JSON array of 2 objects, one for each column."),
        problems(inspect(named.bytes(14, metadata("slipway.domains", "[null,null]")))).stream()
            .map(Problem::why)
            .toList());
  }

  @Test
  void refusesNestingWithoutEnd() {
    TinyOnnx graph = graph(node("Relu", "x", "y"));
    for (int i = 0; i < 200; i++) {
      graph = graph(node("If", "c", "y").attribute("then_branch", 6, graph));
    }
    TinyOnnx deep = model(graph);

    Problem problem = assertThrows(ProblemException.class, () -> inspect(deep)).problem();

    assertEquals("model.malformed", problem.code().id());
    assertTrue(problem.why().contains("nested more than 64 deep"), problem.why());
  }

  @Test
  void refusesMorePartsThanFitInMemory() {
    byte[] empty = new byte[2 * 500_000];
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = 0x0a;
    }
    TinyOnnx bomb = message().number(1, 8).raw(7, empty);

    Problem problem = assertThrows(ProblemException.class, () -> inspect(bomb)).problem();

    assertTrue(problem.why().contains("more than 3000000 parts"), problem.why());
  }

  private static TinyOnnx external(String location, long length) {
    return model(
        graph(node("Add", "x w", "y"))
            .initializer(
                message()
                    .number(1, 2)
                    .number(2, FLOAT)
                    .text(8, "w")
                    .bytes(13, metadata("location", location))
                    .bytes(13, metadata("length", "" + length))
                    .number(14, 1))
            .input(value("x", FLOAT, 2))
            .output(value("y", FLOAT, 2)));
  }

  private Inspection inspect(TinyOnnx model) throws Exception {
    return inspect(folder, model);
  }

  private static Inspection inspect(Path folder, TinyOnnx model) throws Exception {
    Path path = Files.write(folder.resolve("model.onnx"), model.toBytes());
    return Inspector.inspect(ModelIntake.open(path));
  }

  private static List<String> codes(Inspection inspection) {
    return problems(inspection).stream().map(problem -> problem.code().id()).toList();
  }

  private static List<Problem> problems(Inspection inspection) {
    return inspection.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem())
        .toList();
  }

  private static TensorSpec spec(String name, DataType type, Dimension... shape) {
    return new TensorSpec(name, type, List.of(shape));
  }

  private static Dimension fixed(long size) {
    return new Dimension.Fixed(size);
  }
}
