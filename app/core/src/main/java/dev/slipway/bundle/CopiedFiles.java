// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetFile;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.score.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of a target that no template makes: the model, requests, the serving runtime.
final class CopiedFiles {

  private CopiedFiles() {}

  static List<GeneratedFile> of(BundleInput input, Target target, TargetFile file)
      throws ProblemException {
    Optional<GeneratedFile.Content> single =
        switch (file.copy()) {
          case "model" -> Optional.of(input.model());
          case "golden" -> input.golden();
          case "requests" -> RequestSample.of(input.golden());
          case "warmup" -> WarmUpRequest.of(input.golden()).map(WarmUpRequest::content);
          case "preparation" ->
              RowsPreparation.of(input)
                  .map(RowsPreparation::content)
                  .or(() -> TextsPreparation.of(input).map(TextsPreparation::content))
                  .or(() -> ImagesPreparation.of(input).map(ImagesPreparation::content));
          case "scoring" -> Optional.of(scoring(input));
          case "tokenizer" -> input.texts().map(TextSource::content);
          case "drift-baseline" -> input.drift().map(drift -> ByteContent.of(drift.text()));
          default -> Optional.empty();
        };
    if (single.isPresent()) {
      return List.of(copy(file.path(), single.get(), file, target));
    }
    List<GeneratedFile> copies = new ArrayList<>();
    for (RuntimeFile runtime : input.runtime()) {
      if (runtime.kind().equals(file.copy())) {
        copies.add(copy(file.path() + "/" + runtime.name(), runtime.content(), file, target));
      }
    }
    if (copies.isEmpty()) {
      throw missing(input, target, file).asException();
    }
    return copies;
  }

  private static Problem missing(BundleInput input, Target target, TargetFile file) {
    if (file.copy().startsWith(ScoringRuntime.LIBRARY)) {
      return ofAnotherProcessor(input, target, file);
    }
    return Problem.input(
        "bundle.missing-input",
        "The target " + target.id() + " needs " + file.copy() + ", which is missing.",
        "Its target.yaml copies it to " + file.path() + ".",
        file.copy().equals("golden")
            ? "Name a golden file in slipway.yaml: model.golden."
            : "Set the target's options so that it is not needed.");
  }

  private static Problem ofAnotherProcessor(BundleInput input, Target target, TargetFile file) {
    Optional<String> own =
        input.runtime().stream()
            .map(RuntimeFile::kind)
            .filter(kind -> kind.startsWith(ScoringRuntime.LIBRARY))
            .map(kind -> kind.substring(ScoringRuntime.LIBRARY.length()))
            .findFirst();
    String sources = "Export with Slipway from its sources, which holds it for both processors";
    return Problem.environment(
        "bundle.another-processor",
        "The target "
            + target.id()
            + " needs the data engine for "
            + file.copy().substring(ScoringRuntime.LIBRARY.length())
            + ", which this Slipway does not hold.",
        "An installed Slipway holds it for "
            + own.map(processor -> "its own processor alone, which is " + processor + ".")
                .orElse("its own system alone, and images run on Linux."),
        own.map(processor ->
                sources
                    + ", or let the images be for "
                    + processor
                    + " alone: slipway set PROJECT release.options.docker.architectures="
                    + processor)
            .orElse(sources + "."));
  }

  /// What scores in batch, in an image or on Spark, knows of the model and the project.
  private static GeneratedFile.Content scoring(BundleInput input) {
    Inspection inspection = input.inspection();
    Optional<Project.DataSource> data = input.project().data();
    return ByteContent.of(
        Json.text(
            new JobSettings(
                inspection.model().sha256(),
                inspection.signature(),
                inspection.featureMap(),
                inspection.weights(),
                data.<Map<String, String>>map(Project.DataSource::inputs).orElse(Map.of()),
                data.map(Project.DataSource::label))));
  }

  private static GeneratedFile copy(
      String path, GeneratedFile.Content content, TargetFile file, Target target) {
    return new GeneratedFile(path, content, file.executable(), target.id(), "");
  }
}
