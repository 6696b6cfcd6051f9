// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.base.Progress;
import dev.slipway.data.DataStudy;
import dev.slipway.evidence.MemoryLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values that hardly a row lacks, given to a model that takes missing ones.
final class RareGapsTest {

  @TempDir Path folder;

  @Test
  void aGapThatNoSampleHoldsIsAskedAboutToo() throws Exception {
    Path project = SampleProject.copyInto(folder);
    Path model = project.resolve("model.onnx");
    Files.write(model, takingMissing(ModelProto.parseFrom(Files.readAllBytes(model))));
    Path train = project.resolve("data/train.csv");
    List<String> once = Files.readAllLines(train);
    List<String> rows = new ArrayList<>(once.subList(0, 1));
    while (rows.size() < 12_002) {
      rows.addAll(once.subList(1, once.size()));
    }
    // A sample of one row of three has rows 0, 3, 6, …
    rows.set(2, rows.get(2).replace(",39.5,", ",,"));
    Files.write(train, rows);
    Workbench workbench = MadeWorkbench.over(folder, new MemoryLedger());

    DataStudy study = workbench.data().inspect(workbench.open().open(project), Progress.NONE);

    assertEquals(List.of("bill_length_mm"), study.model().takesMissing());
  }

  /// The same model, which takes 0 for what is missing.
  private static byte[] takingMissing(ModelProto model) {
    GraphProto given = model.getGraph();
    String input = given.getInput(0).getName();
    var graph = given.toBuilder().clearNode();
    graph
        .addInitializerBuilder()
        .setName("nothing")
        .setDataType(DataType.FLOAT.getNumber())
        .addFloatData(0);
    graph.addNode(node("IsNaN", List.of(input), "missing"));
    graph.addNode(node("Where", List.of("missing", "nothing", input), "filled"));
    for (NodeProto node : given.getNodeList()) {
      var fed = node.toBuilder().clearInput();
      node.getInputList().forEach(name -> fed.addInput(name.equals(input) ? "filled" : name));
      graph.addNode(fed);
    }
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
  }
}
