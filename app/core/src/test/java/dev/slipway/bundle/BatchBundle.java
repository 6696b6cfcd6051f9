// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Altered;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.cost.Paces;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.objective.Batch;
import dev.slipway.objective.Project;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A bundle with the target `batch`.
public final class BatchBundle {

  static final Path HOLDOUT = Penguins.SAMPLE.resolve("data/holdout.csv");
  static final Path MODEL = Penguins.SAMPLE.resolve("model.onnx");

  private static final Batch ASKED = Paces.daily(50_000_000, Duration.ofHours(2));

  private BatchBundle() {}

  /// Of the project of the others' tests, with stand-ins for what is copied.
  public static BundleInput untouched() {
    return untouched(Map.of());
  }

  /// @param options of targets, as `release.options` has them
  static BundleInput untouched(Map<String, Map<String, Object>> options) {
    return untouched(ASKED, options);
  }

  /// @param asked what is scored, as `objectives.batch` has it
  static BundleInput untouched(Batch asked, Map<String, Map<String, Object>> options) {
    BundleInput input = Voyager.input();
    return Altered.of(
        input,
        "project",
        asking(input.project(), asked, options),
        "plan",
        SamplePlan.scoring(3, 12),
        "runtime",
        Stream.concat(
                input.runtime().stream(),
                Stream.of("scorer", "data-engine-amd64", "data-engine-arm64", "spark-job")
                    .map(kind -> new RuntimeFile(kind, kind, ByteContent.of(kind))))
            .toList());
  }

  private static Project asking(
      Project project, Batch asked, Map<String, Map<String, Object>> options) {
    return Altered.of(
        project,
        "objectives",
        Altered.of(project.objectives(), "batch", Optional.of(asked)),
        "release",
        Altered.of(project.release(), "options", options));
  }

  /// Of the sample's own model, with what this program scores with.
  public static Path write(Path folder, int shares, Map<String, Object> options) throws Exception {
    Inspection inspection = Inspector.inspect(ModelIntake.open(MODEL));
    ServingRuntime runtime = ServingRuntime.running();
    List<RuntimeFile> files = new ArrayList<>(Exported.runtime());
    files.addAll(ScoringRuntime.files(runtime, files));
    BundleInput input = Voyager.input();
    return Exported.in(
        folder,
        Altered.of(
            input,
            "project",
            Altered.of(
                asking(input.project(), ASKED, Map.of("batch", options)), "data", Optional.empty()),
            "inspection",
            inspection,
            "model",
            FileContent.of(MODEL),
            "golden",
            Optional.of(FileContent.of(Penguins.SAMPLE.resolve("golden.json"))),
            "drift",
            Optional.empty(),
            "plan",
            SamplePlan.scoring(2, shares),
            "runtime",
            files),
        "batch");
  }

  /// The arguments that a pod gets of the Indexed Job in the bundle.
  ///
  /// @param run name of the job
  static List<String> arguments(Path bundle, String run, int index) throws Exception {
    return container(bundle)
        .path("args")
        .valueStream()
        .map(word ->
            word.asText()
                .replace("$(RUN)", run)
                .replace("$(JOB_COMPLETION_INDEX)", String.valueOf(index)))
        .toList();
  }

  static JsonNode job(Path bundle) throws Exception {
    return Yaml.documents(Files.readString(bundle.resolve("batch/kubernetes/cronjob.yaml")))
        .getFirst()
        .at("/spec/jobTemplate/spec");
  }

  static JsonNode container(Path bundle) throws Exception {
    return job(bundle).at("/template/spec/containers/0");
  }
}
