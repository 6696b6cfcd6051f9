// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.request.Predictions;
import dev.slipway.request.image.ImageSettings;
import dev.slipway.workbench.PredictRows;
import dev.slipway.workbench.PredictRows.Question;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "predict",
    description =
        "Ask the model about one row, a file of rows, a text, pictures, or a request of the"
            + " protocol.",
    footer = {
      "",
      "Example: slipway predict . --row bill_length_mm=39.1,bill_depth_mm=18.7,island=Dream",
      "         slipway predict . --data new-birds.csv --format csv > answers.csv",
      "         slipway predict model.onnx --request request.json",
      "         slipway predict model.onnx --image cat.jpg --layout NCHW --mean 0.485,0.456,0.406"
          + " --std 0.229,0.224,0.225",
      "         slipway predict model.onnx --text \"How deep is the sea?\"",
      "A text becomes tokens by the model's tokenizer.json or vocab.txt."
    })
final class PredictCommand implements Callable<Integer> {

  private enum Format {
    TABLE,
    CSV,
    JSON
  }

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      paramLabel = "PROJECT|MODEL",
      defaultValue = ".",
      description = "A project's folder, or a model file.")
  private Path given;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private InputOptions input = new InputOptions();

  /// One of them.
  static final class InputOptions {
    @Option(
        names = "--row",
        split = ",",
        paramLabel = "COLUMN=VALUE",
        description = "One row: its values, separated by commas.")
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

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "For --text: tokenizer.json or vocab.txt (default: the one beside the model).")
  private @Nullable Path tokenizer = null;

  @Mixin private ImageOptions pictures = new ImageOptions();

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "How answers are printed: ${COMPLETION-CANDIDATES} (default: table).")
  private Format format;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      PredictRows predict = bench.workbench().predict();
      Question question = input.question(pictures.settings(), tokenizer);
      Predictions answers = predict.predict(given, question, progress);
      progress.clear();
      switch (terminal.json() ? Format.JSON : format) {
        case JSON -> terminal.result(answers.json());
        case CSV -> answers.table().csv().lines().forEach(terminal::line);
        case TABLE -> PredictionPage.print(answers, terminal);
      }
      return ExitCode.DONE.code();
    }
  }
}
