// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.request.StatedShapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `slipway.yaml` says of the size of requests.
final class StatedSizesTest {

  private static final StatedShapes SHAPES =
      new StatedShapes(
          new TreeMap<>(
              Map.of(
                  "input.1", List.of(List.of(1L), List.of(16L, 16L, 128L)),
                  "image", List.of(List.of(1L), List.of(3L), List.of(640L), List.of(480L)))));

  @Test
  void sizesAreReadFromTheFile() throws Exception {
    Project project =
        ProjectParser.parse(
            """
            apiVersion: slipway.dev/v1
            name: signs
            model:
              file: model.onnx
              inputs:
                image: {shape: [1, 3, 640, 480]}
                input.1: {shape: [1, [16, 16, 128]]}
              texts: data/texts.txt
            """,
            "slipway.yaml");

    assertEquals(
        new Project.RequestSource(SHAPES, Optional.of("data/texts.txt")),
        project.model().requests());
  }

  @Test
  void whatIsWrittenAtTheBeginningReadsBack() throws Exception {
    String stated = ProjectWriter.starter(answers(new ProjectAnswers.Inputs(SHAPES, SHAPES)));
    String suggested =
        ProjectWriter.starter(answers(new ProjectAnswers.Inputs(StatedShapes.NONE, SHAPES)));

    assertEquals(SHAPES, ProjectParser.parse(stated, "slipway.yaml").model().requests().shapes());
    assertEquals(
        StatedShapes.NONE,
        ProjectParser.parse(suggested, "slipway.yaml").model().requests().shapes());
    assertTrue(
        suggested.contains(
            "  # inputs: {image: {shape: [1, 3, 640, 480]}, input.1: {shape: [1, [16, 16, 128]]}}"),
        suggested);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{image: {shape: [1, 3, 0, 480]}}",
        "{image: {shape: [1, 3, -1, 480]}}",
        "{image: {shape: [1, 3, [], 480]}}",
        "{image: {shape: [1, 3, wide, 480]}}",
        "{image: {shape: []}}",
        "{image: [1, 3, 640, 480]}",
        "{image: {size: [1, 3, 640, 480]}}",
      })
  void whatIsNoSizeIsAnError(String inputs) {
    List<ProjectError> errors =
        ProjectParser.errorsIn(
            """
            apiVersion: slipway.dev/v1
            name: signs
            model: {file: model.onnx, inputs: %s}
            """
                .formatted(inputs));

    assertFalse(errors.isEmpty());
    assertEquals(
        List.of(3), errors.stream().map(error -> error.line()).distinct().toList(), inputs);
  }

  private static ProjectAnswers answers(ProjectAnswers.Inputs inputs) {
    return ProjectAnswers.unanswered("signs", "model.onnx", List.of("docker"), inputs);
  }
}
