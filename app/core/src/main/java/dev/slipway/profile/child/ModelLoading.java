// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.load.Block;
import dev.slipway.profile.Profile;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OptimizationLevel;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Opens a model and asks it for the first time, with problems in the user's words.
final class ModelLoading {

  private ModelLoading() {}

  static Predictor load(Path model, Profile.Settings settings) throws ProblemException {
    return load(model, settings(settings));
  }

  /// With ONNX Runtime's own profile on, in a file with a prefix.
  static OrtPredictor profiled(Path model, Profile.Settings settings, Path prefix)
      throws ProblemException {
    return load(model, settings(settings).profiledTo(prefix));
  }

  private static OrtPredictor load(Path model, ModelSettings settings) throws ProblemException {
    try {
      return OrtPredictor.load(model, settings);
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "profile.model-unloadable",
              "The model cannot be loaded: " + model.getFileName(),
              e.reason(),
              "Check the file with slipway inspect, and export it again"),
          e);
    }
  }

  static OptimiseJob.Written optimised(OptimiseJob job) throws ProblemException {
    try {
      OrtPredictor.optimise(job.model(), settings(job.settings()), job.to());
      return new OptimiseJob.Written(job.to());
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "profile.not-optimised",
              "ONNX Runtime cannot write the model as it optimises it",
              e.reason(),
              "Check the file with slipway inspect; without this the model is optimised at each"
                  + " start"),
          e);
    }
  }

  /// The file of ONNX Runtime's own profile, which ends.
  static Path profileOf(OrtPredictor predictor) throws ProblemException {
    try {
      return predictor.endProfile();
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.environment(
              "profile.no-operator-times",
              "ONNX Runtime gives no times of operators",
              e.reason(),
              "Check that the temporary folder has space"),
          e);
    }
  }

  static void answer(Predictor predictor, Map<String, Tensor> row) throws ProblemException {
    try {
      predictor.predict(row);
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "profile.row-refused",
              "The model does not answer the first row it was given",
              e.reason(),
              "Check names, types and shapes of the rows against slipway inspect"),
          e);
    }
  }

  /// Refused requests cost little, and would make whoever refuses look cheap.
  static void allAnswered(Block block, String model) throws ProblemException {
    if (block.errors() > 0) {
      throw Problem.input(
              "profile.rows-refused",
              "The model " + model + " refuses some of the rows",
              block.errors()
                  + " of "
                  + (block.errors() + block.response().count())
                  + " requests got no answer",
              "Send rows that it takes: slipway inspect shows their names, types and shapes")
          .asException();
    }
  }

  private static ModelSettings settings(Profile.Settings settings) throws ProblemException {
    String level = settings.optimisation();
    try {
      return new ModelSettings(
          settings.threads(), OptimizationLevel.valueOf(level.toUpperCase(Locale.ROOT)), false);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.input(
              "profile.settings",
              "The model cannot run with "
                  + settings.threads()
                  + " threads and optimisation level '"
                  + level
                  + "'",
              String.valueOf(e.getMessage()),
              "Take at least one thread and one of none, basic, extended, all"),
          e);
    }
  }
}
