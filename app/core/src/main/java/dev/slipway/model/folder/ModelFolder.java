// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the model in what a person names: a folder of MLflow or of the Hugging Face hub, a run in
/// MLflow's `mlruns`, or the file in such a folder that says what it is.
public final class ModelFolder {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "(models|runs|mlflow-artifacts|hf|s3|gs|dbfs|wasbs?|abfss?|https?|file):/.*",
          Pattern.CASE_INSENSITIVE);

  private static final int NEAR = 3;

  private ModelFolder() {}

  /// Whether a path is such a folder; a project is none, whatever lies in it.
  public static boolean is(Path given) {
    return folder(given).isPresent();
  }

  private static Optional<Path> folder(Path given) {
    String name = String.valueOf(given.getFileName());
    boolean marks = name.equals(MlflowFolder.FILE) || name.equals(HubFolder.CONFIG);
    Path folder =
        marks && Files.isRegularFile(given)
            ? Objects.requireNonNullElse(given.toAbsolutePath().getParent(), given)
            : given;
    return Files.isDirectory(folder) && (isMlflow(folder) || isRun(folder) || HubFolder.is(folder))
        ? Optional.of(folder)
        : Optional.empty();
  }

  private static boolean isMlflow(Path folder) {
    return Files.exists(folder.resolve(MlflowFolder.FILE));
  }

  private static boolean isRun(Path folder) {
    return Files.isDirectory(folder.resolve("artifacts"))
        && Files.exists(folder.resolve("meta.yaml"));
  }

  /// The model's own file: what is given, or what a folder names.
  public static Path file(Path given) throws ProblemException {
    return is(given) ? open(given, Optional.empty()).path() : given;
  }

  /// Reads a folder.
  ///
  /// @param choice the model's file within it, where it holds several
  /// @throws ProblemException where it holds no model that Slipway can take, or several, or leads
  ///   out of itself
  public static FolderModel open(Path given, Optional<String> choice) throws ProblemException {
    Path folder = folder(given).orElse(given);
    if (isMlflow(folder)) {
      return MlflowFolder.open(folder).model(choice);
    }
    if (isRun(folder)) {
      return MlflowFolder.open(ofRun(folder)).model(choice);
    }
    return HubFolder.open(folder).model(choice);
  }

  /// The one model that a run logged.
  private static Path ofRun(Path run) throws ProblemException {
    List<Path> models = new ArrayList<>();
    var files = new FolderFiles(run);
    for (String name : files.below("artifacts")) {
      if (name.equals(MlflowFolder.FILE) || name.endsWith("/" + MlflowFolder.FILE)) {
        models.add(Objects.requireNonNull(run.resolve("artifacts").resolve(name).getParent()));
      }
    }
    if (models.isEmpty()) {
      models.addAll(ofModels(run, files));
    }
    if (models.size() == 1) {
      return models.getFirst();
    }
    throw Problem.input(
            "model.mlflow-run",
            models.isEmpty()
                ? run + " is a run that logged no model"
                : "%s is a run that logged %d models".formatted(run, models.size()),
            models.isEmpty()
                ? "No folder among its artifacts holds a file MLmodel."
                : models.stream()
                    .map(model -> Plain.line(run.relativize(model).toString()))
                    .collect(Collectors.joining("\n")),
            models.isEmpty()
                ? "Name the folder of the model."
                : "Name one: " + Shell.line("slipway", "init", models.getFirst()))
        .asException();
  }

  /// From MLflow 3 on models lie beside their runs.
  private static List<Path> ofModels(Path run, FolderFiles files) throws ProblemException {
    String id = files.yaml("meta.yaml").path("run_id").asText();
    Path experiment = run.toAbsolutePath().normalize().getParent();
    if (experiment == null || !Files.isDirectory(experiment.resolve("models")) || id.isEmpty()) {
      return List.of();
    }
    List<Path> models = new ArrayList<>();
    var beside = new FolderFiles(experiment.resolve("models"));
    for (String name : beside.below("")) {
      if (name.matches("[^/]+/meta\\.yaml")
          && beside.yaml(name).path("source_run_id").asText().equals(id)) {
        Path artifacts = beside.folder().resolve(name).resolveSibling("artifacts");
        if (isMlflow(artifacts)) {
          models.add(artifacts);
        }
      }
    }
    return models;
  }

  /// What the folder around a model file says of how it was made; empty where it is no such folder.
  /// What cannot be read is said there, and stands in nobody's way.
  public static SortedMap<String, String> provenance(Path model) {
    Optional<Path> around = around(model.toAbsolutePath().normalize());
    if (around.isEmpty()) {
      return new TreeMap<>();
    }
    try {
      return isMlflow(around.get())
          ? MlflowFolder.open(around.get()).provenance()
          : HubFolder.open(around.get()).provenance();
    } catch (ProblemException e) {
      SortedMap<String, String> unread = new TreeMap<>();
      unread.put("unread", within(model, e.problem().what() + ". " + e.problem().why()));
      return unread;
    }
  }

  /// A text without the folders that lead to a model: what is said of it is sent around.
  private static String within(Path model, String text) {
    String bare = text;
    for (Path above = model.toAbsolutePath().normalize().getParent();
        above != null && above.getParent() != null;
        above = above.getParent()) {
      bare = bare.replace(above + File.separator, "");
    }
    return bare;
  }

  private static Optional<Path> around(Path model) {
    List<Path> above =
        Stream.iterate(model.getParent(), Objects::nonNull, Path::getParent).limit(NEAR).toList();
    return above.stream()
        .filter(ModelFolder::isMlflow)
        .findFirst()
        .or(() ->
            above.stream()
                .limit(model.getParent() != null && model.getParent().endsWith("onnx") ? 2 : 1)
                .filter(HubFolder::is)
                .findFirst());
  }

  /// What to do about the address of a model that is not on this disk; empty for a path.
  public static Optional<Problem> reference(Path given) {
    String text = given.toString().replace('\\', '/');
    if (!REFERENCE.matcher(text).matches() || Files.exists(given)) {
      return Optional.empty();
    }
    // A path has lost the second slash of s3://
    boolean mlflow = text.matches("(?i)(models|runs|mlflow-artifacts):/.*");
    String shown = Plain.line(mlflow ? text : text.replaceFirst(":/+", "://"));
    return Optional.of(
        Problem.input(
            "model.reference",
            shown + " is an address, and no path on this disk",
            "Slipway reads models from disk, and asks no registry and no store.",
            mlflow
                ? "Fetch it with MLflow, and name the folder: "
                    + Shell.line(
                        "mlflow",
                        "artifacts",
                        "download",
                        "--artifact-uri",
                        shown,
                        "--dst-path",
                        "model")
                : text.startsWith("hf:")
                    ? "Fetch it, and name the folder: hf download ORGANISATION/MODEL --local-dir"
                        + " model"
                    : "Download it, and name the file or the folder."));
  }
}
