// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Nearest;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.SplitTerms;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.objective.ProjectWriter;
import dev.slipway.request.InputShapes;
import dev.slipway.request.InputSizes;
import dev.slipway.request.StatedShapes;
import dev.slipway.request.SuggestedShapes;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Begins a project: writes a commented `slipway.yaml` beside the model.
public final class InitProject {

  private final OpenProject open;
  private final ImportModel imports;

  InitProject(OpenProject open, ImportModel imports) {
    this.open = open;
    this.imports = imports;
  }

  /// The same with what the folder around a model says.
  public InitFolder folders() {
    return new InitFolder(this, open, imports, new AddGolden());
  }

  /// How large requests are to be: as is stated, with what fits a model that leaves it open.
  ///
  /// @param model a file; of one that is not there, or is no ONNX, nothing is known yet
  /// @throws ProblemException where what is stated does not fit the model
  public ProjectAnswers.Inputs inputs(Path model, StatedShapes stated) throws ProblemException {
    if (!Files.isRegularFile(model) || !model.toString().endsWith(".onnx")) {
      return new ProjectAnswers.Inputs(stated, StatedShapes.NONE);
    }
    return inputs(InspectModel.look(model), stated);
  }

  static ProjectAnswers.Inputs inputs(Inspection inspection, StatedShapes stated)
      throws ProblemException {
    InputShapes shapes = InputShapes.of(inspection.signature(), stated);
    return new ProjectAnswers.Inputs(
        stated,
        shapes.basis() == InputSizes.Basis.MADE_UP
            ? SuggestedShapes.of(inspection)
            : StatedShapes.NONE);
  }

  /// The `slipway.yaml` that [#init] would write; nothing is written.
  public String text(Path folder, ProjectAnswers answers) throws ProblemException {
    String text = ProjectWriter.starter(answers);
    if (answers.data().isPresent()) {
      requireData(folder, answers.data().get());
    }
    return text;
  }

  /// @param folder of the project; made where it is missing
  /// @return the file that was written; an existing one is never replaced
  public Path init(Path folder, ProjectAnswers answers) throws ProblemException {
    String text = text(folder, answers);
    Path file = folder.resolve(OpenProject.FILE);
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          file,
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new ProblemException(
          Problem.input(
              "project.exists",
              "There is a " + file + " already",
              "A project file is never replaced.",
              "Edit it, or name another folder."),
          e);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "project.unwritable",
              "Cannot write " + file,
              String.valueOf(e.getMessage()),
              "Name a folder that you may write to."),
          e);
    }
  }

  /// What is wrong with a path or a column is said before there is a project to correct.
  private static void requireData(Path folder, ProjectAnswers.Data data) throws ProblemException {
    List<String> files = new ArrayList<>(data.reference().stream().toList());
    files.add(data.holdout());
    for (String name : files) {
      requireFile(folder, name, "data");
      List<String> columns = DataFiles.columns(folder.resolve(name), name);
      requireColumn(name, columns, "label", Optional.of(data.label()));
      requireColumn(name, columns, "entity", data.entity());
      requireColumn(name, columns, "time", data.time());
    }
  }

  private static void requireColumn(
      String file, List<String> columns, String key, Optional<String> column)
      throws ProblemException {
    boolean optional = !key.equals("label");
    if (column.isPresent()
        && !(optional && column.get().equals(SplitTerms.NONE))
        && !columns.contains(column.get())) {
      throw Problem.input(
              "init.no-column",
              "%s has no column '%s'".formatted(file, column.get()),
              "It has "
                  + String.join(", ", columns)
                  + "."
                  + Nearest.meant(column.get(), columns)
                      .map(meant -> " Did you mean " + meant + "?")
                      .orElse(""),
              "Name one of them with --%s%s.".formatted(key, optional ? ", or say none" : ""))
          .asException();
    }
  }

  /// @param what is in the file, for a person
  /// @throws ProblemException when the folder of the project has no such file
  public static void requireFile(Path folder, String name, String what) throws ProblemException {
    if (Files.isRegularFile(folder.resolve(name))) {
      return;
    }
    Path here = Path.of(name);
    boolean elsewhere = Files.isRegularFile(here);
    throw Problem.input(
            "init.no-" + what,
            "There is no file " + folder.resolve(name),
            "Files are named relative to the project's folder"
                + (elsewhere ? "; seen from here there is a " + here + "." : "."),
            elsewhere
                ? "Name it "
                    + folder.toAbsolutePath().normalize().relativize(here.toAbsolutePath())
                    + ", or move it into the folder."
                : "Correct the name, or put the file there.")
        .asException();
  }
}
