// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import java.nio.file.Path;

/// Opens models, and turns what the runtime says into problems.
final class Models {

  private Models() {}

  static Predictor open(Path model, int threads) throws ProblemException {
    try {
      return OrtPredictor.load(model, ModelSettings.withThreads(threads));
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "model.refused",
              "ONNX Runtime does not open " + model.getFileName(),
              e.reason(),
              "Run slipway inspect "
                  + model
                  + " to see which operator or version stands in the way."),
          e);
    }
  }
}
