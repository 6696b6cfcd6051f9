// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.workbench.PredictRows.Question;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the model is asked: a row, a file of rows, a request, pictures or texts; one of them.
final class InputOptions {
  @Option(
      names = "--row",
      split = ",",
      paramLabel = "COLUMN=VALUE",
      description =
          "One row: its values, separated by commas. One that holds a comma stands in double"
              + " quotes.")
  private @Nullable Map<String, String> row = null;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Rows in a CSV, Parquet or JSON lines file.")
  private @Nullable Path data = null;

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "A request in the JSON of the Open Inference Protocol.")
  private @Nullable Path request = null;

  @Option(
      names = "--image",
      split = ",",
      paramLabel = "FILE",
      description =
          "PNG or JPEG pictures. The options below or slipway.yaml must say how they become"
              + " numbers.")
  private @Nullable List<Path> images = null;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "A text, for a model that takes token ids. May be repeated.")
  private @Nullable List<String> texts = null;

  Question question(ImageSettings settings, @Nullable Path tokenizer) throws ProblemException {
    if (tokenizer != null && texts == null) {
      throw Problem.input(
              "predict.no-tokenizing",
              "Nothing here is a text",
              "--tokenizer says how a text becomes tokens.",
              "Leave it out, or give --text TEXT.")
          .asException();
    }
    if (images != null) {
      return new Question.Pictures(images, settings);
    }
    if (!settings.stated().isEmpty()) {
      throw Problem.input(
              "predict.no-image",
              "Nothing here is a picture",
              "Stated for pictures: " + String.join(", ", settings.stated().keySet()) + ".",
              "Leave these options out, or give --image FILE.")
          .asException();
    }
    if (texts != null) {
      return new Question.Texts(texts, Optional.ofNullable(tokenizer));
    }
    if (row != null) {
      return new Question.OneRow(new LinkedHashMap<>(row));
    }
    if (data != null) {
      return new Question.Rows(data);
    }
    if (request != null) {
      return new Question.Request(request);
    }
    throw new IllegalStateException("one of the five is given");
  }
}
