// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.TextSource;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.model.Signature;
import dev.slipway.request.ModelTexts;
import dev.slipway.request.TokenizerFile;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the service of a bundle makes tokens of texts with.
final class TextsOfBundle {

  private TextsOfBundle() {}

  /// Empty for a model that takes no texts, or has no tokenizer file beside it.
  ///
  /// @throws ProblemException when slipway.yaml states an embedding that the model does not have
  static Optional<TextSource> of(OpenedProject opened, Signature signature)
      throws ProblemException {
    Optional<Embedding> embedding = opened.project().model().embedding();
    if (embedding.isPresent()) {
      requireFit(embedding.get(), signature);
    }
    // With names from slipway.yaml the model is a copy of its own, elsewhere
    Optional<Path> file = TokenizerFile.beside(opened.imported().file());
    if (file.isEmpty() || !ModelTexts.suit(signature)) {
      return Optional.empty();
    }
    Optional<String> unusable = Optional.empty();
    try {
      var _ = ModelTexts.of(List.of(), TokenizerFile.open(file.get()), signature);
    } catch (ProblemException refused) {
      unusable = Optional.of(refused.problem().what());
    }
    String name = file.get().toString().endsWith(".json") ? "tokenizer.json" : "vocab.txt";
    return Optional.of(new TextSource(name, FileContent.of(file.get()), unusable));
  }

  private static void requireFit(Embedding embedding, Signature signature) throws ProblemException {
    try {
      var _ = embedding.check(signature.outputs());
    } catch (PreparationException misfit) {
      throw new ProblemException(
          Problem.input(
              "bundle.embedding",
              "The embedding that slipway.yaml states is none of the model's",
              misfit.what() + ".",
              "Correct model.embedding; slipway inspect shows what the model answers."),
          misfit);
    }
  }
}
