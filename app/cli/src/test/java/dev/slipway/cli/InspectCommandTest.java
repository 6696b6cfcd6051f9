// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of a model on a page, and what the page leaves to the file.
final class InspectCommandTest {

  private static final int FLOAT = 1;

  @TempDir Path folder;

  @Test
  void saysHowManyOperatorsItLeavesOut() throws Exception {
    List<String> fourteen =
        List.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Max",
            "Min",
            "Mean",
            "Sum",
            "PRelu",
            "Equal",
            "Less",
            "Greater",
            "GreaterOrEqual");
    Slipway slipway = new Slipway(folder.resolve("home"));

    Slipway.Result whole = slipway.run("inspect", model(fourteen.subList(0, 12)));
    Slipway.Result cut = slipway.run("inspect", model(fourteen));

    assertEquals(0, whole.code(), whole.err());
    assertTrue(whole.out().contains("Cost by operator"), whole.out());
    assertFalse(whole.out().contains("more: see --json"), whole.out());
    assertTrue(cut.out().contains("and 2 more: see --json"), cut.out());
  }

  @Test
  void namesOfAnyLengthLeaveTheNumbersBelowOneAnother() throws Exception {
    Slipway.Result result =
        new Slipway(folder.resolve("home"))
            .run("inspect", model(List.of("Add", "NoOperatorThatAnybodyHasEverHeardOf")));

    List<String> ends =
        result
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Cost by operator"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .toList();
    assertEquals(3, ends.size(), result.out());
    assertEquals(1, ends.stream().map(String::length).distinct().count(), result.out());
  }

  /// Nothing of the file is run: what it would run is said, and is a gate that is not met.
  @Test
  void saysWhatLoadingAPickleWouldRun() throws Exception {
    Path canary = folder.resolve("canary");
    Path hostile = folder.resolve("hostile.pkl");
    Files.writeString(hostile, "cos\nsystem\n(S'touch " + canary + "'\ntR.");
    Path own = folder.resolve("own.pkl");
    Files.writeString(
        own,
        "ccopy_reg\n_reconstructor\n(cmine.parts\nRatio\nc__builtin__\nobject\nNtR(dS'cut'\nF0.5\n"
            + "sS'_sklearn_version'\nS'1.4.2'\nsb.");
    Slipway slipway = new Slipway(folder.resolve("home"));

    Slipway.Result dangerous = slipway.run("inspect", hostile);
    Slipway.Result unknown = slipway.run("inspect", own);
    Slipway.Result json = slipway.run("--json", "inspect", hostile);

    assertEquals(1, dangerous.code(), dangerous.err());
    assertTrue(dangerous.out().contains("hostile.pkl: a pickle of protocol 0"), dangerous.out());
    assertTrue(dangerous.out().contains("It imports os.system."), dangerous.out());
    assertEquals(0, unknown.code(), unknown.err());
    assertTrue(unknown.out().contains("mine.parts.Ratio"), unknown.out());
    assertTrue(unknown.out().contains("scikit-learn 1.4.2"), unknown.out());
    assertTrue(
        unknown
            .out()
            .endsWith(
                "Next: slipway import %s --python .venv/bin/python   lets your own Python convert it\n"
                    .formatted(own)),
        unknown.out());
    assertFalse(dangerous.out().contains("Next: "), dangerous.out());
    assertEquals(1, json.code(), json.err());
    assertTrue(json.out().contains("\"trust\" : \"DANGEROUS\""), json.out());
    assertFalse(Files.exists(canary));
  }

  /// Each operator once, with a weight of one number.
  private Path model(List<String> operators) throws Exception {
    var graph = GraphProto.newBuilder().setName("many").addInput(value("x")).addOutput(value("y"));
    graph.addInitializer(
        TensorProto.newBuilder().setName("w").setDataType(FLOAT).addDims(1).addFloatData(2));
    graph.addNode(node("Neg", "y").addInput("x"));
    for (String operator : operators) {
      graph.addNode(node(operator, operator).addInput("x").addInput("w"));
    }
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    return Files.write(folder.resolve("model.onnx"), model.toByteArray());
  }

  private static NodeProto.Builder node(String operator, String output) {
    return NodeProto.newBuilder().setOpType(operator).addOutput(output);
  }

  private static ValueInfoProto value(String name) {
    var shape = TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimValue(1));
    var tensor = TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
