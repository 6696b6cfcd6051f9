// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The run that trained an MLflow model, where its folder lies on this disk: beside the artifacts
/// in `mlruns`, or in the `mlruns` beside `mlartifacts`. A person's name, and folders and addresses
/// of the machines that trained, are left out.
final class MlflowRun {

  private static final int MOST = 60;
  private static final int HIGHEST = 5;

  private static final Map<String, String> STATUS =
      Map.of("1", "running", "2", "scheduled", "3", "finished", "4", "failed", "5", "killed");

  /// Parameters that say on which machine, or who.
  private static final Pattern WHO =
      Pattern.compile(
          "(?:^|[^a-z])(?:hosts?|hostname|addr|address|user|username|email)$",
          Pattern.CASE_INSENSITIVE);

  private final SortedMap<String, String> facts = new TreeMap<>();

  private MlflowRun() {}

  /// What is known of the run; empty where its folder is not here.
  ///
  /// @param model the folder of the model
  /// @param run its name, where `MLmodel` has one
  static SortedMap<String, String> facts(Path model, Optional<String> run) throws ProblemException {
    var found = new MlflowRun();
    Optional<Path> artifacts = artifacts(model.toAbsolutePath().normalize());
    if (artifacts.isEmpty() || artifacts.get().getParent() == null) {
      return found.facts;
    }
    Path holder = Objects.requireNonNull(artifacts.get().getParent());
    Optional<Path> folder = folder(holder, run);
    // From MLflow 3 on a model has parameters and metrics of its own, beside its run's
    if (folder.filter(holder::equals).isEmpty() && Files.exists(holder.resolve("meta.yaml"))) {
      found.numbers(new FolderFiles(holder));
    }
    if (folder.isPresent()) {
      found.run(folder.get());
    }
    return found.facts;
  }

  /// The folder of a run's artifacts that a model lies in.
  private static Optional<Path> artifacts(Path model) {
    return Stream.iterate(model, Objects::nonNull, Path::getParent)
        .limit(HIGHEST)
        .filter(folder -> folder.endsWith("artifacts"))
        .findFirst();
  }

  private static Optional<Path> folder(Path holder, Optional<String> run) {
    List<Path> places = new ArrayList<>(List.of(holder));
    Path above = holder.getParent();
    // MLflow 3: EXPERIMENT/models/MODEL/artifacts, and the run beside
    Path experiment = above != null && above.endsWith("models") ? above.getParent() : above;
    if (experiment != null && run.filter(id -> id.matches("[0-9A-Za-z_-]{1,64}")).isPresent()) {
      places.add(experiment.resolve(run.get()));
      Path root = experiment.getParent();
      if (root != null && root.endsWith("mlartifacts")) {
        places.add(
            root.resolveSibling("mlruns")
                .resolve(String.valueOf(experiment.getFileName()))
                .resolve(run.get()));
      }
    }
    return places.stream().filter(place -> isRun(place, run)).findFirst();
  }

  private static boolean isRun(Path place, Optional<String> run) {
    try {
      JsonNode meta = new FolderFiles(place).yaml("meta.yaml");
      String id = meta.path("run_id").asText(meta.path("run_uuid").asText(""));
      return !id.isEmpty() && run.map(id::equals).orElse(true);
    } catch (ProblemException e) {
      return false;
    }
  }

  private void run(Path folder) throws ProblemException {
    var files = new FolderFiles(folder);
    JsonNode meta = files.yaml("meta.yaml");
    put("run", Plain.of(meta.path("run_id")).or(() -> Plain.of(meta.path("run_uuid"))));
    put("run.name", Plain.of(meta.path("run_name")).filter(name -> !Plain.isPlace(name)));
    put("run.status", Plain.of(meta.path("status")).map(id -> STATUS.getOrDefault(id, id)));
    put("run.started", Plain.of(meta.path("start_time")).flatMap(MlflowRun::time));
    put("run.commit", files.text("tags/mlflow.source.git.commit").map(Plain::line));
    Path experiment = folder.getParent();
    if (experiment != null && Files.isRegularFile(experiment.resolve("meta.yaml"))) {
      put(
          "experiment",
          Plain.of(new FolderFiles(experiment).yaml("meta.yaml").path("name"))
              .filter(name -> !Plain.isPlace(name)));
    }
    numbers(files);
  }

  private void numbers(FolderFiles files) throws ProblemException {
    for (String name : files.below("params").stream().limit(MOST).toList()) {
      put(
          "parameter." + Plain.line(name),
          text(files, "params/" + name)
              .map(Plain::line)
              .filter(value -> !Plain.isPlace(value) && !WHO.matcher(name).find()));
    }
    for (String name : files.below("metrics").stream().limit(MOST).toList()) {
      put("metric." + Plain.line(name), text(files, "metrics/" + name).flatMap(MlflowRun::last));
    }
  }

  /// A file that is no text says nothing of the model; it hinders nobody from taking that.
  private static Optional<String> text(FolderFiles files, String name) {
    try {
      return files.text(name);
    } catch (ProblemException odd) {
      return Optional.empty();
    }
  }

  /// A line is a time, a value and a step; the last one counts.
  private static Optional<String> last(String lines) {
    return lines
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((before, after) -> after)
        .map(line -> List.of(line.strip().split(" ")))
        .filter(parts -> parts.size() > 1)
        .map(parts -> Plain.line(parts.get(1)));
  }

  private static Optional<String> time(String milliseconds) {
    return milliseconds.matches("\\d{1,14}")
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(milliseconds)).toString())
        : Optional.empty();
  }

  private void put(String key, Optional<String> value) {
    value.filter(text -> !text.isEmpty()).ifPresent(text -> facts.put(key, text));
  }
}
