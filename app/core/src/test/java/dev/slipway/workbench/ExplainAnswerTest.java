// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.slipway.base.Progress;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.model.attribution.Attribution;
import dev.slipway.model.attribution.Attribution.Method;
import dev.slipway.model.attribution.Attribution.Part;
import dev.slipway.workbench.HoldoutRows.HoldoutRow;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainAnswerTest {

  private static final Map<String, String> ADELIE =
      new TreeMap<>(
          Map.of(
              "bill_length_mm", "36.7",
              "bill_depth_mm", "19.3",
              "flipper_length_mm", "193",
              "body_mass_g", "3450"));

  @TempDir Path folder;

  @Test
  void aLinearModelIsExplainedExactlyByItsWeights() throws Exception {
    Path project = SampleProject.copyInto(folder);

    Attribution why = explain(project, ADELIE);

    assertEquals(Method.LINEAR_SHAPLEY, why.method());
    assertEquals("Adelie, score before Softmax", why.score());
    assertTrue(why.against().matches("\\d+ rows of data/train.csv"), why.against());
    assertAddsUp(why, 1e-4);
    assertEquals("bill_length_mm", largest(why).name());
    assertTrue(largest(why).amount() > 0, "a short bill speaks for an Adelie");
  }

  @Test
  void treesAreExplainedExactlyThoughTheirCategoriesAreFlooredFirst() throws Exception {
    Path project = trees();
    Attribution why =
        explain(project, Map.of("height", "1.5", "width", "0.5", "age", "30", "colour", "4"));

    assertEquals(Method.TREE_SHAPLEY, why.method());
    assertEquals(4, why.parts().size());
    assertAddsUp(why, 1e-4);
  }

  @Test
  void anotherModelIsExplainedByOcclusion() throws Exception {
    Path project = SampleProject.copyInto(folder);
    bend(project.resolve("model.onnx"));

    Attribution why = explain(project, ADELIE);

    assertEquals(Method.OCCLUSION, why.method());
    assertEquals(1 + 4 * 25, why.calls());
    assertTrue(why.base().isEmpty());
    assertTrue(Math.abs(largest(why).amount()) > 0.01, why.toString());
  }

  @Test
  void findsARowThatTheModelGetsWrongAndBeginsAnewAfterTheLast() throws Exception {
    OpenedProject opened = open(SampleProject.copyInto(folder));
    var rows = new HoldoutRows();

    HoldoutRow only = rows.misclassified(opened, -1, Progress.NONE).orElseThrow();

    assertEquals("Chinstrap", only.truth());
    assertEquals(only, rows.first(opened).get(only.number()));
    assertEquals(only, rows.misclassified(opened, only.number(), Progress.NONE).orElseThrow());
  }

  @Test
  void findsTheRowsOfOneClassByWhatTheModelAnswers() throws Exception {
    OpenedProject opened = open(SampleProject.copyInto(folder));
    var rows = new HoldoutRows();

    List<HoldoutRow> taken = rows.answered(opened, "Chinstrap", "Adelie", Progress.NONE);
    List<HoldoutRow> right = rows.answered(opened, "Gentoo", "Gentoo", Progress.NONE);

    assertEquals(List.of(rows.misclassified(opened, -1, Progress.NONE).orElseThrow()), taken);
    assertEquals(41, right.size());
    assertEquals(List.of(), rows.answered(opened, "Gentoo", "Adelie", Progress.NONE));
  }

  private static void assertAddsUp(Attribution why, double exact) {
    double sum = why.parts().stream().mapToDouble(Part::amount).sum();
    assertEquals(why.answer() - why.base().orElseThrow(), sum, exact, why.toString());
  }

  private static Part largest(Attribution why) {
    return why.parts().stream()
        .max((a, b) -> Double.compare(Math.abs(a.amount()), Math.abs(b.amount())))
        .orElseThrow();
  }

  private Attribution explain(Path project, Map<String, String> row) throws Exception {
    return new ExplainAnswer().explain(open(project), new Question.OneRow(row), Progress.NONE);
  }

  private OpenedProject open(Path project) throws Exception {
    return MadeWorkbench.over(folder, new MemoryLedger()).open().open(project);
  }

  private Path trees() throws Exception {
    Path root = folder.resolve("trees");
    Files.createDirectories(root.resolve("data"));
    Files.copy(
        Path.of(System.getProperty("slipway.root", "../.."))
            .resolve("app/core/src/test/resources/models/xgboost.json"),
        root.resolve("model.json"));
    var csv = new StringBuilder("label,height,width,age,colour\n");
    for (int i = 0; i < 40; i++) {
      csv.append(
          "%d,%s,%s,%d,%d\n"
              .formatted(i % 3, i / 10.0, ((i * 7) % 40) / 20.0, (i * 3) % 70, i % 6));
    }
    Files.writeString(root.resolve("data/rows.csv"), csv);
    Files.writeString(
        root.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: trees
        model: {file: model.json}
        data: {holdout: data/rows.csv, label: label}
        """);
    return root;
  }

  /// Bends the scores before they become probabilities: no longer linear.
  private static void bend(Path model) throws Exception {
    ModelProto before = ModelProto.parseFrom(Files.readAllBytes(model));
    GraphProto.Builder graph = before.getGraph().toBuilder().clearNode();
    for (NodeProto node : before.getGraph().getNodeList()) {
      if (node.getOpType().equals("Softmax")) {
        graph.addNode(
            NodeProto.newBuilder().setOpType("Tanh").addInput(node.getInput(0)).addOutput("bent"));
        graph.addNode(node.toBuilder().setInput(0, "bent"));
      } else {
        graph.addNode(node);
      }
    }
    Files.write(model, before.toBuilder().setGraph(graph).build().toByteArray());
  }
}
