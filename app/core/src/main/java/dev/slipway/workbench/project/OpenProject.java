// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.folder.ModelFolder;
import dev.slipway.objective.Project;
import dev.slipway.objective.ProjectParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a project from its folder or from its `slipway.yaml`.
public final class OpenProject {

  /// The name of the project file.
  public static final String FILE = "slipway.yaml";

  private final ImportModel imports;
  private final FolderRecords records;

  public OpenProject(ImportModel imports, FolderRecords records) {
    this.imports = imports;
    this.records = records;
  }

  /// Whether a project is meant, and no model: a folder in which a library keeps a model is one
  /// from the day on that it holds a `slipway.yaml`.
  public static boolean isProject(Path given) {
    return String.valueOf(given.getFileName()).equals(FILE)
        || (Files.isDirectory(given)
            && (Files.exists(given.resolve(FILE)) || !ModelFolder.is(given)));
  }

  /// The same without a look at what takes long: of a project that was opened a moment ago.
  public OpenedProject open(Path given) throws ProblemException {
    return open(given, Progress.NONE);
  }

  /// @param given a folder that holds `slipway.yaml`, or the file itself
  /// @param progress hears of a conversion of the model, where there is one to do
  public OpenedProject open(Path given, Progress progress) throws ProblemException {
    Path folder = given.toAbsolutePath().normalize();
    if (folder.endsWith(FILE) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      if (ModelFolder.is(folder)) {
        throw Problem.input(
                "project.missing",
                given + " holds a model, and no project yet",
                "There is no " + FILE + " in it.",
                "Begin one with what the folder says: " + Shell.line("slipway", "init", given))
            .asException();
      }
      Optional<Problem> reference = ModelFolder.reference(given);
      if (reference.isPresent()) {
        throw reference.get().asException();
      }
      Optional<Problem> foreign = ModelIntake.folder(folder);
      if (foreign.isPresent()) {
        throw foreign.get().asException();
      }
      throw Problem.input(
              "project.missing",
              "There is no project at " + given,
              Files.exists(folder)
                  ? "The folder holds no " + FILE + "."
                  : "The path does not exist.",
              "Name a folder with a "
                  + FILE
                  + ", or make one with: "
                  + Shell.line("slipway", "init", given))
          .asException();
    }
    byte[] bytes = Reading.bytes(file);
    Project project = ProjectParser.parse(Reading.text(file, bytes), FILE);
    return new OpenedProject(
        folder,
        file,
        project,
        Sha256.of(bytes),
        imported(folder, project, progress),
        records.of(folder, project.name()),
        imports.hashes());
  }

  /// A model that is not there, or cannot be read, is the business of whoever needs it.
  private ImportModel.Imported imported(Path folder, Project project, Progress progress)
      throws ProblemException {
    Path model = ModelFolder.file(folder.resolve(project.model().file()));
    ImportModel.Imported taken =
        ModelIntake.isConvertible(model)
            ? imports.of(
                model,
                project.data().flatMap(Project.DataSource::reference).map(folder::resolve),
                progress)
            : imports.known(model);
    var imported =
        new ImportModel.Imported(
            taken.onnx(), taken.origin(), model, ModelFolder.provenance(model));
    return imports.named(imported, project.model().labels(), project.model().features());
  }
}
