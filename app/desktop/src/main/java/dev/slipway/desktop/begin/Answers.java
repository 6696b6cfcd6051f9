// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.request.StatedShapes;
import dev.slipway.workbench.BeginProject;
import dev.slipway.workbench.LookedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What was typed into the assistant, as it is; blank where nothing was.
///
/// @param sizes by input, such as `1x3x224x224`
record Answers(
    String decision,
    String reference,
    String holdout,
    String label,
    SortedMap<String, String> sizes,
    String average,
    String peak,
    String latency,
    String cloud,
    String region,
    String name,
    String folder) {

  /// As `slipway init` has them.
  private static final List<String> TARGETS =
      List.of("docker", "compose", "kubernetes", "prometheus", "model-card", "runbook", "profile");

  /// What is to be begun with them.
  BeginProject.Wish wish(LookedModel model) throws ProblemException {
    return new BeginProject.Wish(model, place(), project(model), shapes());
  }

  /// The folder of the project.
  Path place() {
    return Formats.fromHome(folder.strip()).toAbsolutePath().normalize();
  }

  ProjectAnswers project(LookedModel model) {
    return new ProjectAnswers(
            name.strip(),
            relative(model.file()),
            stated(holdout)
                .map(file ->
                    new ProjectAnswers.Data(
                        stated(reference).map(this::relative), relative(file), label.strip())),
            stated(latency),
            stated(average).map(rate -> new ProjectAnswers.Traffic(rate, peak.strip())),
            Optional.empty(),
            Optional.empty(),
            TARGETS,
            ProjectAnswers.Inputs.UNSTATED)
        .with(
            new ProjectAnswers.Aim(
                stated(decision), stated(cloud), stated(region), Optional.empty()));
  }

  StatedShapes shapes() throws ProblemException {
    return StatedShapes.typed(sizes);
  }

  /// The command line that begins the same project.
  String command(LookedModel model) {
    List<String> words = new ArrayList<>(List.of("slipway", "init", place().toString()));
    boolean own = model.folder().isPresent() && place().equals(model.home());
    if (!own) {
      words.addAll(List.of("--model", relative(model.file())));
    }
    if (!name.strip().equals(ProjectAnswers.nameOf(String.valueOf(place().getFileName())))) {
      words.addAll(List.of("--name", name.strip()));
    }
    option(words, "--decision", decision);
    if (!holdout.isBlank()) {
      stated(reference).ifPresent(file -> words.addAll(List.of("--reference", relative(file))));
      words.addAll(List.of("--holdout", relative(holdout), "--label", label.strip()));
    }
    sizes.forEach((input, size) ->
        option(words, "--shape", size.isBlank() ? "" : input + "=" + size.strip()));
    option(words, "--average", average);
    option(words, "--peak", peak);
    option(words, "--latency", latency);
    option(words, "--cloud", cloud);
    option(words, "--region", region);
    return Shell.line(words.toArray());
  }

  private static void option(List<String> words, String option, String value) {
    stated(value).ifPresent(text -> words.addAll(List.of(option, text)));
  }

  private String relative(String typed) {
    return relative(Formats.fromHome(typed.strip()).toAbsolutePath().normalize());
  }

  /// Seen from the project's folder; as it is where nothing leads there, and refused then.
  private String relative(Path file) {
    try {
      return place().relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    } catch (IllegalArgumentException otherDrive) {
      return file.toString();
    }
  }

  static Optional<String> stated(String typed) {
    return Optional.of(typed.strip()).filter(text -> !text.isEmpty());
  }
}
