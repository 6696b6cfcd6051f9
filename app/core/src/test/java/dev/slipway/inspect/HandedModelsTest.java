// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static dev.slipway.model.TinyOnnx.graph;
import static dev.slipway.model.TinyOnnx.message;
import static dev.slipway.model.TinyOnnx.metadata;
import static dev.slipway.model.TinyOnnx.model;
import static dev.slipway.model.TinyOnnx.node;
import static dev.slipway.model.TinyOnnx.opset;
import static dev.slipway.model.TinyOnnx.tensorType;
import static dev.slipway.model.TinyOnnx.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.TinyOnnx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models as people bring them, with what stands in their way.
final class HandedModelsTest {

  private static final int FLOAT = 1;

  @TempDir Path folder;

  @Test
  void namesTheDomainWhoseOperatorSetIsTooNew() throws Exception {
    TinyOnnx trees = graph(node("ai.onnx.ml", "Scaler", "x", "y")).output(value("y", FLOAT, 1));

    Problem problem = only(model(trees).bytes(8, opset("ai.onnx.ml", 99)));

    assertEquals("model.domain-opset-not-supported", problem.code().id());
    assertEquals("The runtime does not have set 99 of ai.onnx.ml", problem.what());
    assertTrue(problem.remedy().contains("{'ai.onnx.ml': 5}"), problem.remedy());
    assertEquals(List.of(), problems(model(trees).bytes(8, opset("ai.onnx.ml", 5))));
  }

  @Test
  void saysThatTwoInputsHaveOneName() throws Exception {
    TinyOnnx twice =
        graph(node("Add", "x x", "y"))
            .input(value("x", FLOAT, 2))
            .input(value("x", FLOAT, 2))
            .output(value("y", FLOAT, 2));

    assertEquals("The model has two inputs named 'x'", only(model(twice)).what());
  }

  @Test
  void saysWhatToPutInThePlaceOfAnOptionalInput() throws Exception {
    TinyOnnx optional =
        graph(node("OptionalGetElement", "x", "y"))
            .input(
                message()
                    .text(1, "x")
                    .bytes(2, message().bytes(9, message().bytes(1, tensorType(FLOAT, 2)))))
            .output(value("y", FLOAT, 2));

    Problem problem = only(model(optional));

    assertTrue(problem.why().contains("optional(tensor(float))"), problem.why());
    assertEquals(
        "Export it with a plain tensor in its place, which is always given.", problem.remedy());
  }

  @ParameterizedTest
  @CsvSource({
    "-8, 8, model.external-place, 'Its offset is ''-8'' and its length ''8'': both must be numbers"
        + " of bytes.'",
    "first, 8, model.external-place, 'Its offset is ''first'' and its length ''8'': both must be"
        + " numbers of bytes.'",
    "0, 4, model.external-misfit, '[2] values of float take 8 bytes; the model says that 4 are"
        + " there.'",
    "4, 8, model.external-truncated, 'Tensor ''w'' should take 8 bytes from byte 4; the file has"
        + " 8 B.'",
  })
  void saysWhatIsWrongWithThePlaceOfWeights(String offset, String length, String code, String why)
      throws Exception {
    Files.write(folder.resolve("w.bin"), new byte[8]);

    Problem problem = only(external(offset, length));

    assertEquals(code + ": " + why, problem.code().id() + ": " + problem.why());
  }

  private static TinyOnnx external(String offset, String length) {
    return model(
        graph(node("Add", "x w", "y"))
            .initializer(
                message()
                    .number(1, 2)
                    .number(2, FLOAT)
                    .text(8, "w")
                    .bytes(13, metadata("location", "w.bin"))
                    .bytes(13, metadata("offset", offset))
                    .bytes(13, metadata("length", length))
                    .number(14, 1))
            .input(value("x", FLOAT, 2))
            .output(value("y", FLOAT, 2)));
  }

  private Problem only(TinyOnnx model) throws Exception {
    List<Problem> problems = problems(model);
    assertEquals(1, problems.size(), problems.toString());
    return problems.getFirst();
  }

  private List<Problem> problems(TinyOnnx model) throws Exception {
    Path path = Files.write(folder.resolve("model.onnx"), model.toBytes());
    return Inspector.inspect(ModelIntake.open(path)).findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem())
        .toList();
  }
}
