// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Json;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.model.Signature;
import dev.slipway.request.MadeUpInputs;
import java.nio.file.Path;
import java.util.Optional;

/// What is written into a field to ask the model with, as far as a field can hold it.
final class RequestText {

  private static final long SEED = 1;

  /// More values in a request nobody reads.
  private static final long MOST_VALUES = 10_000;

  /// With more a field of text is slow.
  private static final int MOST_LETTERS = 500_000;

  private RequestText() {}

  /// Why no request is made up for a model; empty where one is.
  static Optional<String> tooLong(Signature signature) {
    long values = MadeUpInputs.values(signature);
    return values > MOST_VALUES
        ? Optional.of(Texts.of("play.request-long", Numbers.count(values)))
        : Optional.empty();
  }

  /// A request that fits, in the JSON of the protocol; blank where it would be too long.
  static String madeUp(Signature signature) {
    return tooLong(signature).isPresent()
        ? ""
        : Json.text(InferenceJson.request(MadeUpInputs.one(signature, SEED)));
  }

  /// Reads a file that was dropped.
  ///
  /// @param remedy what to do with one that is too long
  static String read(Path file, String remedy) throws ProblemException {
    String text = Reading.text(file);
    if (text.length() > MOST_LETTERS) {
      throw Problem.input(
              "predict.too-long",
              file.getFileName() + " is too long to be written here",
              "It has %s letters, with which a field of text is slow."
                  .formatted(Numbers.count(text.length())),
              remedy)
          .asException();
    }
    return text;
  }
}
