// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.request.ModelPictures;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.workbench.project.OpenedProject;

/// What slipway.yaml states of pictures, for the service of a bundle.
final class PicturesOfBundle {

  private PicturesOfBundle() {}

  /// What is stated but in part is left to the options of `predict`: the service takes tensors
  /// alone then.
  ///
  /// @throws ProblemException when slipway.yaml states what does not fit the model
  static void requireFit(OpenedProject opened, Signature signature) throws ProblemException {
    ImageSettings stated = opened.project().model().image();
    if (stated.stated().isEmpty()) {
      return;
    }
    try {
      var _ = ModelPictures.of(signature, stated);
    } catch (ProblemException refused) {
      if (!refused.problem().code().id().equals("predict.image-unstated")) {
        throw refused;
      }
    }
  }
}
