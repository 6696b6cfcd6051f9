// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.http.HttpFront;
import dev.slipway.serving.http.Images;
import dev.slipway.serving.http.Texts;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.preparation.token.TextInputs;
import dev.slipway.serving.preparation.token.TextTokenizer;
import dev.slipway.serving.protocol.PreparationReader;
import dev.slipway.serving.protocol.TokenizerReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What a server was told of how rows, texts and pictures become its model's inputs, checked
/// against it.
final class Prepared {

  private final ServingConfig config;
  private final Optional<Preparation> preparation;
  private final Optional<TextTokenizer> tokenizer;

  /// Reads the preparation and the tokenizer file beside it, if there are any.
  ///
  /// @throws InferenceException that names the file and what is wrong with it
  Prepared(ServingConfig config) throws InferenceException {
    this.config = config;
    this.preparation =
        config.rowsPreparation().isPresent()
            ? Optional.of(PreparationReader.read(config.rowsPreparation().get()))
            : Optional.empty();
    Optional<Preparation.Texts> texts = preparation.flatMap(Preparation::texts);
    this.tokenizer =
        texts.isPresent() && config.rowsPreparation().isPresent()
            ? Optional.of(tokenizer(config.rowsPreparation().get(), texts.get().tokenizer()))
            : Optional.empty();
  }

  private static TextTokenizer tokenizer(Path preparation, String name) throws InferenceException {
    Path file = preparation.resolveSibling(name);
    try {
      return TokenizerReader.read(file);
    } catch (PreparationException refused) {
      throw InferenceException.invalid(
          "tokenizer %s: %s: %s".formatted(file, refused.what(), refused.why()));
    } catch (IOException unreadable) {
      throw InferenceException.invalid("cannot read the tokenizer " + file);
    }
  }

  /// @throws InferenceException when what was told does not fit the model
  void check(Predictor predictor) throws InferenceException {
    var _ = columns(predictor);
    var _ = texts(predictor);
    var _ = images(predictor);
  }

  /// The columns of a row, where rows are answered.
  Optional<Columns> columns(Predictor predictor) throws InferenceException {
    // A preparation that says nothing of texts and pictures must say something of rows.
    boolean others = tokenizer.isPresent() || preparation.flatMap(Preparation::images).isPresent();
    boolean hasRows = preparation.isPresent() && (!others || !preparation.get().fields().isEmpty());
    try {
      return hasRows
          ? Optional.of(preparation.get().columns(predictor.inputs()))
          : Optional.empty();
    } catch (PreparationException misfit) {
      throw unfit(misfit);
    }
  }

  Optional<HttpFront.Rows> rows(Predictor predictor) throws InferenceException {
    return columns(predictor)
        .map(columns ->
            new HttpFront.Rows(
                columns, preparation.map(Preparation::labels).orElseThrow(), config.rowsMax()));
  }

  Optional<Texts> texts(Predictor predictor) throws InferenceException {
    if (tokenizer.isEmpty() || preparation.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Embedding> embedding =
          preparation.get().texts().flatMap(Preparation.Texts::embedding);
      if (embedding.isPresent()) {
        var _ = embedding.get().check(predictor.outputs());
      }
      return Optional.of(
          new Texts(
              TextInputs.of(predictor.inputs()),
              tokenizer.get(),
              preparation.get().labels(),
              embedding,
              config.textLimits(),
              config.textTokens(),
              config.textsTogether()));
    } catch (PreparationException misfit) {
      throw unfit(misfit);
    }
  }

  Optional<Images> images(Predictor predictor) throws InferenceException {
    Optional<ImageSettings> stated = preparation.flatMap(Preparation::images);
    if (stated.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Images(
              ImageInputs.of(predictor.inputs(), stated.get()),
              preparation.map(Preparation::labels).orElseThrow(),
              config.imageLimits()));
    } catch (PreparationException misfit) {
      throw InferenceException.invalid(
          "the preparation does not fit the model: %s: %s".formatted(misfit.what(), misfit.why()));
    }
  }

  private static InferenceException unfit(PreparationException misfit) {
    return InferenceException.invalid("the preparation does not fit the model: " + misfit.what());
  }
}
