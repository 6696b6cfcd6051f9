// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A model whose file does not name its classes, and a table that calls them B and M.
final class ClassLabelsTest {

  /// How a model says which class it means. Each takes a positive first column for the second.
  enum Form {
    SCORES,
    ONE_SCORE,
    NUMBER_AND_SCORES
  }

  @TempDir Path folder;

  private Workbench workbench;

  @BeforeEach
  void writeTheHoldout() throws Exception {
    holdout("B", "M");
    workbench = MadeWorkbench.over(folder, new MemoryLedger());
  }

  @ParameterizedTest
  @EnumSource
  void theNamesInTheProjectServeTheEvaluationAndTheAnswers(Form form) throws Exception {
    OpenedProject opened = project(form, "labels: [B, M]");

    Evaluation evaluation = workbench.evaluate().evaluate(opened, Progress.NONE);

    assertEquals(1, evaluation.score().value());
    assertEquals(List.of(), evaluation.doubts());
    try (Predictor served = Models.open(opened.model(), 1);
        Predictor original = Models.open(folder.resolve("model.onnx"), 1)) {
      var row = Map.of("x", Tensor.floats(new long[] {1, 2}, new float[] {2, 0}));
      Map<String, Tensor> answer = served.predict(row);
      Tensor named = Objects.requireNonNull(answer.get("class"));
      assertEquals(List.of("M"), named.asStrings());
      original.predict(row).forEach((name, value) -> assertEquals(value, answer.get(name), name));
    }
  }

  @Test
  void otherNamesThanTheModelsAreSaidWithTheLineThatMendsIt() throws Exception {
    Problem problem = refused(project(Form.NUMBER_AND_SCORES, ""));

    assertEquals("evaluation.labels-differ", problem.code().id());
    assertEquals("It answers 0, 1; column 'y' has B, M.", problem.why());
    assertTrue(
        problem.remedy().endsWith("model: {labels: [B, M]}, if 0 is called B"), problem.remedy());
  }

  /// Names that YAML reads otherwise are proposed as one writes them there.
  @Test
  void theLineThatMendsItIsYaml() throws Exception {
    holdout("no", "a: b");
    String remedy = refused(project(Form.NUMBER_AND_SCORES, "")).remedy();
    assertTrue(remedy.endsWith("model: {labels: ['a: b', 'no']}, if 0 is called a: b"), remedy);

    Evaluation flipped =
        workbench
            .evaluate()
            .evaluate(project(Form.SCORES, "labels: ['a: b', 'no']"), Progress.NONE);
    String mended = flipped.doubts().getFirst().remedy();
    assertTrue(mended.contains("model: {labels: ['no', 'a: b']}"), mended);
  }

  @ParameterizedTest
  @EnumSource
  void flippedClassesAreSaidWithTheRightOrder(Form form) throws Exception {
    Evaluation evaluation =
        workbench.evaluate().evaluate(project(form, "labels: [M, B]"), Progress.NONE);

    Problem doubt = evaluation.doubts().getFirst();
    assertEquals("evaluation.classes-flipped", doubt.code().id());
    assertTrue(doubt.remedy().contains("model: {labels: [B, M]}"), doubt.remedy());
  }

  @Test
  void aClassThatTheModelDoesNotKnowIsSaid() throws Exception {
    Files.writeString(
        folder.resolve("holdout.csv"),
        Files.readString(folder.resolve("holdout.csv")) + "1,1,benign\n");

    Evaluation evaluation =
        workbench.evaluate().evaluate(project(Form.SCORES, "labels: [B, M]"), Progress.NONE);

    assertEquals(
        List.of("1 holdout row of 61 has a class that the model does not know: benign"),
        evaluation.doubts().stream().map(Problem::what).toList());
  }

  @Test
  void asManyNamesAsClassesAreWanted() {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> project(Form.SCORES, "labels: [B, M, unclear]"));

    assertEquals("model.labels-differ", refused.problem().code().id());
  }

  private Problem refused(OpenedProject opened) {
    return assertThrows(
            ProblemException.class, () -> workbench.evaluate().evaluate(opened, Progress.NONE))
        .problem();
  }

  private void holdout(String negative, String positive) throws Exception {
    var random = new Random(5);
    var text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 60; i++) {
      double x = random.nextGaussian();
      text.append("%s,%s,%s%n".formatted(x, random.nextGaussian(), x > 0 ? positive : negative));
    }
    Files.writeString(folder.resolve("holdout.csv"), text);
  }

  private OpenedProject project(Form form, String labels) throws Exception {
    Files.write(folder.resolve("model.onnx"), model(form));
    Files.writeString(
        folder.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: tumours
        model: {file: model.onnx%s}
        data: {holdout: holdout.csv, label: y}
        objectives: {quality: {metric: accuracy, floor: 0.9}}
        """
            .formatted(labels.isEmpty() ? "" : ", " + labels));
    return workbench.open().open(folder);
  }

  private static byte[] model(Form form) {
    int width = form == Form.ONE_SCORE ? 1 : 2;
    var graph = GraphProto.newBuilder().setName("g").addInput(value("x", DataType.FLOAT, 2));
    var weights =
        graph.addInitializerBuilder().setName("w").setDataType(DataType.FLOAT.getNumber());
    weights.addDims(2).addDims(width);
    (form == Form.ONE_SCORE ? List.of(3f, 0f) : List.of(-3f, 3f, 0f, 0f))
        .forEach(weights::addFloatData);
    graph.addNode(node("MatMul", List.of("x", "w"), "sums"));
    graph.addNode(node(form == Form.ONE_SCORE ? "Sigmoid" : "Softmax", List.of("sums"), "scores"));
    if (form == Form.NUMBER_AND_SCORES) {
      graph.addNode(
          node("ArgMax", List.of("scores"), "number")
              .addAttribute(number("axis", 1))
              .addAttribute(number("keepdims", 0)));
      graph.addOutput(value("number", DataType.INT64, 0));
    }
    graph.addOutput(value("scores", DataType.FLOAT, width));
    var model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImportBuilder().setVersion(17);
    return model.build().toByteArray();
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  private static ValueInfoProto value(String name, DataType type, int width) {
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    tensor.getShapeBuilder().addDimBuilder().setDimParam("rows");
    if (width > 0) {
      tensor.getShapeBuilder().addDimBuilder().setDimValue(width);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
