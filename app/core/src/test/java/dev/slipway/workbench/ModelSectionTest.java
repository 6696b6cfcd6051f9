// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Sha256;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.objective.ProjectParser;
import dev.slipway.workbench.project.HashMemory;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Whose;
import dev.slipway.workbench.report.ModelSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A digest and a size stand beside the file that has them, and beside no other.
final class ModelSectionTest {

  private static final Sha256 ORIGINAL = Sha256.of(new byte[] {1, 2, 3});

  private static final Parity SAME = new Parity(10, "the reference", 0, 0, 0, 0);

  @TempDir private Path folder;

  @Test
  void aModelThatCameAsOnnxIsTheFileThatIsServed() throws Exception {
    OpenedProject project = project("model.onnx", "", Optional.empty());

    assertEquals(List.of("file model.onnx", "SHA-256 " + served(project)), told(project));
  }

  @Test
  void aConvertedModelHasTheDigestsOfBothFilesEachByItsName() throws Exception {
    var origin = new Origin("XGBoost JSON", "model.json", ORIGINAL, new TreeMap<>(), SAME);
    OpenedProject project = project("model.json", "", Optional.of(origin));

    assertEquals(
        List.of(
            "file model.json",
            "its SHA-256 " + ORIGINAL.hex(),
            "served model.json as ONNX",
            "SHA-256 " + served(project)),
        told(project));
  }

  @Test
  void aVariantIsNotTheModelAsItWasTrained() throws Exception {
    OpenedProject project = project("model.onnx", ", variant: int8", Optional.empty());

    assertEquals("served the form int8 of model.onnx", told(project).getFirst());
  }

  private OpenedProject project(String file, String more, Optional<Origin> origin)
      throws Exception {
    Path sample = SampleProject.copyInto(folder);
    String yaml =
        "apiVersion: slipway.dev/v1\nname: penguin-species\nversion: 1.0.0\nmodel: {file: %s%s}\n"
            .formatted(file, more);
    return new OpenedProject(
        sample,
        sample.resolve("slipway.yaml"),
        ProjectParser.parse(yaml, "slipway.yaml"),
        Sha256.of(yaml.getBytes(UTF_8)),
        new ImportModel.Imported(sample.resolve("model.onnx"), origin),
        new Whose("penguin-species", Optional.empty()),
        new HashMemory(folder.resolve("hashes")));
  }

  private static String served(OpenedProject project) throws Exception {
    return Sha256.of(Files.readAllBytes(project.original())).hex();
  }

  /// The rows up to the size.
  private static List<String> told(OpenedProject project) throws Exception {
    Inspection inspection = InspectModel.look(project.original());
    return ModelSection.of(inspection, project).rows().stream()
        .map(row -> row.name() + " " + row.value())
        .takeWhile(row -> !row.startsWith("size"))
        .toList();
  }
}
