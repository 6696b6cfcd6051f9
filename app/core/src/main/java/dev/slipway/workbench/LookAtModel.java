// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.HeldFolder;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.folder.FolderModel;
import dev.slipway.model.folder.ModelFolder;
import dev.slipway.objective.ProjectParser;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at whatever somebody drops: says whether a project is meant, and otherwise takes the model
/// in without writing anything beside it. What a conversion makes goes when the look ends.
public final class LookAtModel {

  private static final String KIND = "slipway-look";

  private final Home home;
  private final String version;

  LookAtModel(Home home, String version) {
    this.home = home;
    this.version = version;
  }

  /// The folder of the project that is meant: one that holds `slipway.yaml`, that file, or the
  /// model that the one beside it names.
  public Optional<Path> project(Path given) {
    Path path = given.toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return Files.exists(path.resolve(OpenProject.FILE)) ? Optional.of(path) : Optional.empty();
    }
    Optional<Path> folder = Optional.ofNullable(path.getParent());
    boolean itself = String.valueOf(path.getFileName()).equalsIgnoreCase(OpenProject.FILE);
    return folder.filter(around -> itself || isModelOf(around, path));
  }

  private static boolean isModelOf(Path folder, Path model) {
    Path file = folder.resolve(OpenProject.FILE);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(model)) {
      return false;
    }
    try {
      String named = ProjectParser.parse(Reading.text(file), OpenProject.FILE).model().file();
      return folder.resolve(named).normalize().equals(model)
          || ModelFolder.file(folder.resolve(named)).normalize().equals(model);
    } catch (ProblemException unreadable) {
      // The model can be looked at all the same
      return false;
    }
  }

  /// Takes a model in, converts it where that is to be done, and asks the runtime about it.
  public LookedModel look(Path given, Progress progress)
      throws ProblemException, InterruptedException {
    Path path = within(given.toAbsolutePath().normalize());
    Optional<FolderModel> folder =
        ModelFolder.is(path)
            ? Optional.of(ModelFolder.open(path, Optional.empty()))
            : Optional.empty();
    Path file = folder.map(FolderModel::path).orElse(path);
    Optional<HeldFolder> scratch =
        ModelIntake.open(file).format() == ModelFormat.ONNX
            ? Optional.empty()
            : Optional.of(scratch());
    try {
      var imports =
          new ImportModel(
              home, scratch.map(HeldFolder::folder).orElseGet(home::converted), version);
      ImportModel.Imported imported = imports.of(file, Optional.empty(), progress.part(0, 0.8));
      return new LookedModel(
          file,
          folder,
          imported.onnx(),
          imported.origin(),
          InspectModel.lookAndTry(imported.onnx(), progress.part(0.8, 1)),
          scratch);
    } catch (ProblemException | InterruptedException | RuntimeException e) {
      scratch.ifPresent(HeldFolder::close);
      throw e;
    }
  }

  private HeldFolder scratch() throws ProblemException {
    try {
      Files.createDirectories(home.scratch());
      return HeldFolder.make(home.scratch(), KIND);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "model.convert-unwritable",
              "The converted model cannot be kept in " + home.scratch(),
              String.valueOf(e.getMessage()),
              "Free some space, or choose another home with --home."),
          e);
    }
  }

  /// The one model of a folder that no library made; anything else as it is.
  private static Path within(Path given) throws ProblemException {
    if (!Files.isDirectory(given) || ModelFolder.is(given)) {
      return given;
    }
    Optional<Problem> foreign = ModelIntake.folder(given);
    if (foreign.isPresent()) {
      throw foreign.get().asException();
    }
    List<Path> models = models(given);
    if (models.size() == 1) {
      return models.getFirst();
    }
    throw Problem.input(
            models.isEmpty() ? "model.none-in-folder" : "model.several-in-folder",
            models.isEmpty()
                ? given + " holds no project and no model"
                : "%s holds %d models".formatted(given, models.size()),
            models.isEmpty()
                ? "There is no slipway.yaml in it, and no file that Slipway knows as a model."
                : String.join(
                    "\n", models.stream().map(one -> String.valueOf(one.getFileName())).toList()),
            models.isEmpty() ? ModelIntake.TAKEN : "Open one of these files.")
        .asException();
  }

  private static List<Path> models(Path folder) throws ProblemException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(LookAtModel::isModel).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          Problem.input(
              "model.unreadable",
              folder + " cannot be read",
              String.valueOf(e.getMessage()),
              "Give your user the right to read it, or copy it to a place where you may."),
          e);
    }
  }

  private static boolean isModel(Path file) {
    boolean onnx = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".onnx");
    return (onnx && Files.isRegularFile(file)) || ModelIntake.isConvertible(file);
  }
}
