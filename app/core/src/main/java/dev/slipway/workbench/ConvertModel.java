// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.trees.TreeConversion;
import dev.slipway.objective.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Sees to it that a model of another library has its ONNX form beside it.
final class ConvertModel {

  private ConvertModel() {}

  /// The project with the ONNX form as its model.
  static Project in(Path folder, Project project) throws ProblemException {
    Path given = folder.resolve(project.model().file());
    Path model = onnx(given);
    if (model.equals(given)) {
      return project;
    }
    return new Project(
        project.name(),
        project.version(),
        project.owners(),
        new Project.ModelSource(folder.relativize(model).toString(), project.model().golden()),
        project.data(),
        project.objectives(),
        project.release());
  }

  /// The ONNX form, made where it is missing or older than its original; the given file itself
  /// where that is no model of a library known here.
  static Path onnx(Path given) throws ProblemException {
    Optional<ForeignModel> foreign = ForeignModel.recognise(given);
    if (foreign.isEmpty()) {
      return given;
    }
    Path target = given.resolveSibling(bare(given) + ".onnx");
    if (!isCurrent(target, given)) {
      foreign.get().convert(target);
    }
    return target;
  }

  private static String bare(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean isCurrent(Path target, Path given) throws ProblemException {
    if (target.equals(given)) {
      throw Problem.input(
              "model.misnamed",
              given + " is named like an ONNX model, and is none",
              "Its ONNX form would take its place.",
              "Rename it to .json, .ubj or .txt.")
          .asException();
    }
    if (!Files.exists(target)) {
      return false;
    }
    Map<String, String> metadata = Inspector.inspect(ModelIntake.open(target)).metadata();
    String source = metadata.get(TreeConversion.SOURCE_HASH);
    if (source == null) {
      throw Problem.input(
              "model.in-the-way",
              "There is a " + target + " that did not come from " + given.getFileName(),
              "The ONNX form of the model would take its place.",
              "Rename one of the two, or name the .onnx file as the project's model.")
          .asException();
    }
    Sha256 now = Hashes.of(given);
    return source.equals(now.hex())
        && TreeConversion.CONVERTER_VERSION.equals(metadata.get(TreeConversion.CONVERTER));
  }
}
