// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.model.ModelIntake;
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
        records.of(folder, project.name()));
  }

  /// A model that is not there, or cannot be read, is the business of whoever needs it.
  private ImportModel.Imported imported(Path folder, Project project, Progress progress)
      throws ProblemException {
    Path model = folder.resolve(project.model().file());
    ImportModel.Imported imported =
        ModelIntake.isConvertible(model)
            ? imports.of(
                model,
                project.data().flatMap(Project.DataSource::reference).map(folder::resolve),
                progress)
            : imports.known(model);
    return imports.named(imported, project.model().labels());
  }
}
