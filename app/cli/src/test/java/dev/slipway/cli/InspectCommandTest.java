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
