// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.request.Predictions;
import dev.slipway.workbench.PredictRows;
import dev.slipway.workbench.PredictRows.Question;
import java.nio.file.Path;
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
