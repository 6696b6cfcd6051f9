// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.Limits;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.request.StatedShapes;
import dev.slipway.request.Table;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Begins a project with a model that was looked at: shows the `slipway.yaml` first, and writes it
/// as `slipway init` does.
public final class BeginProject {

  private final InitProject init;

  BeginProject(InitProject init) {
    this.init = init;
  }

  /// What somebody wants to begin.
  ///
  /// @param folder of the project
  /// @param answers with files named relative to the folder
  /// @param shapes how large requests are, as far as it is said
  public record Wish(LookedModel model, Path folder, ProjectAnswers answers, StatedShapes shapes) {}

  /// The `slipway.yaml` that would be written. Nothing is.
  ///
  /// @throws ProblemException where the folder cannot take it, or an answer is wrong
  public String text(Wish wish) throws ProblemException {
    requirePlace(wish.folder());
    return init.text(wish.folder(), answers(wish));
  }

  /// Writes it; one that is there already is never replaced.
  ///
  /// @return the file
  public Path begin(Wish wish, Progress progress) throws ProblemException, InterruptedException {
    return wish.model().folder().isPresent()
        ? init.folders()
            .begin(
                wish.folder(), wish.model().folder().get(), wish.answers(), wish.shapes(), progress)
            .file()
        : init.init(wish.folder(), answers(wish));
  }

  /// The columns of a data file, and some rows from all over it.
  public Table rows(Path file, int most, Progress progress)
      throws ProblemException, InterruptedException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw Problem.input(
              "init.no-data",
              "There is no file " + file,
              "A data file is a CSV, Parquet or JSON lines file on this machine.",
              "Correct the name, or choose the file.")
          .asException();
    }
    try (DataFiles opened =
        DataFiles.open(
            List.of(DataFiles.Source.asWritten(file, name)), Limits.ofMachine(), progress)) {
      return opened.sample(0, most);
    }
  }

  private ProjectAnswers answers(Wish wish) throws ProblemException {
    LookedModel model = wish.model();
    return model.folder().isPresent()
        ? init.folders()
            .answers(
                model.folder().get(),
                new ImportModel.Imported(model.onnx(), model.origin()),
                wish.answers(),
                wish.shapes())
        : wish.answers()
            .with(
                InitProject.inputs(model.inspection(), wish.shapes()),
                ProjectAnswers.Known.NOTHING);
  }

  private static void requirePlace(Path folder) throws ProblemException {
    if (Files.exists(folder.resolve(OpenProject.FILE))) {
      throw Problem.input(
              "project.exists",
              "There is a project in " + folder + " already",
              "A " + OpenProject.FILE + " is never replaced.",
              "Open that project, or name another folder.")
          .asException();
    }
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = Objects.requireNonNull(there.getParent());
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw Problem.input(
              "project.unwritable",
              "Nothing can be written into " + folder,
              there + (Files.isDirectory(there) ? " may not be written to." : " is no folder."),
              "Name a folder that you may write to; the model stays where it is.")
          .asException();
    }
  }
}
