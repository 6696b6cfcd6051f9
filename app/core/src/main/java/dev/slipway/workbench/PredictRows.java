// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.objective.Project;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Predictions;
import dev.slipway.request.Table;
import dev.slipway.request.image.ImageInputs;
import dev.slipway.request.image.ImageSettings;
import dev.slipway.request.token.TextInputs;
import dev.slipway.request.token.TextTokenizer;
import dev.slipway.request.token.TokenizedText;
import dev.slipway.request.token.TokenizerFile;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The playground: asks a model, and keeps nothing.
public final class PredictRows {

  private final OpenProject open;
  private final ImportModel imports;

  PredictRows(OpenProject open, ImportModel imports) {
    this.open = open;
    this.imports = imports;
  }

  /// What the model is asked.
  public sealed interface Question {
    /// One row, a value by column.
    record OneRow(Map<String, String> values) implements Question {}

    /// The rows of a CSV, Parquet or JSON lines file.
    record Rows(Path file) implements Question {}

    /// A request in the JSON of the Open Inference Protocol.
    record Request(Path file) implements Question {}

    /// The same, as it is typed.
    record Typed(String json) implements Question {}

    /// Pictures, each a request of its own.
    ///
    /// @param settings how they become numbers; what it leaves open is the project's to say
    record Pictures(List<Path> files, ImageSettings settings) implements Question {
      public Pictures {
        files = List.copyOf(files);
      }
    }

    /// Texts, each a request of its own.
    ///
    /// @param tokenizer the file that makes tokens of them; the one beside the model otherwise
    record Texts(List<String> texts, Optional<Path> tokenizer) implements Question {
      public Texts {
        texts = List.copyOf(texts);
      }
    }
  }

  /// @param given a model file, or a project whose model is meant
  public Predictions predict(Path given, Question question, Progress progress)
      throws ProblemException, InterruptedException {
    boolean project =
        Files.isDirectory(given) || given.getFileName().toString().equals(OpenProject.FILE);
    Optional<OpenedProject> opened =
        project ? Optional.of(open.open(given, progress)) : Optional.empty();
    Path model =
        opened.isPresent()
            ? opened.get().model()
            : imports.of(given, Optional.empty(), progress).onnx();
    Inspection inspection = InspectModel.look(model);
    List<TokenizedText> texts = new ArrayList<>();
    List<Map<String, Tensor>> requests =
        switch (question) {
          case Question.Request(Path file) ->
              List.of(InferenceJson.request(Reading.text(file), file.toString()));
          case Question.Typed(String json) -> List.of(InferenceJson.request(json, "What is typed"));
          case Question.Rows(Path file) ->
              tensors(DataFiles.table(file, file.toString()), opened, inspection);
          case Question.OneRow(Map<String, String> values) ->
              tensors(row(values), opened, inspection);
          case Question.Pictures pictures -> pictures(pictures, opened, inspection);
          case Question.Texts asked -> texts(asked, model, inspection, texts);
        };
    String name = opened.map(o -> o.project().name()).orElse(String.valueOf(given.getFileName()));
    try (Predictor predictor = Models.open(model, 1)) {
      return new Predictions(
          name,
          inspection.featureMap().labels(),
          answers(predictor, requests, progress),
          texts,
          requests.stream().map(Predictions::rows).toList());
    }
  }

  /// @param read gets every text as the model reads it
  private static List<Map<String, Tensor>> texts(
      Question.Texts asked, Path model, Inspection inspection, List<TokenizedText> read)
      throws ProblemException {
    TextInputs inputs = TextInputs.of(inspection.signature());
    Optional<Path> file = asked.tokenizer().or(() -> TokenizerFile.beside(model));
    if (file.isEmpty()) {
      throw Problem.input(
              "tokenizer.none",
              "There is no tokenizer file beside " + model.getFileName(),
              "Only the model's own tokenizer.json or vocab.txt knows which numbers a text"
                  + " becomes.",
              "Put it beside the model, or give it with --tokenizer FILE.")
          .asException();
    }
    TextTokenizer tokenizer = TokenizerFile.open(file.get());
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (String text : asked.texts()) {
      TextInputs.TextRequest one = inputs.ask(tokenizer, text);
      read.add(one.text());
      requests.add(one.request());
    }
    return requests;
  }

  private static List<Map<String, Tensor>> pictures(
      Question.Pictures pictures, Optional<OpenedProject> opened, Inspection inspection)
      throws ProblemException {
    ImageSettings settings =
        opened
            .map(o -> pictures.settings().or(o.project().model().image()))
            .orElse(pictures.settings());
    ImageInputs inputs = ImageInputs.of(inspection.signature(), settings);
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (Path file : pictures.files()) {
      requests.add(inputs.request(file));
    }
    return requests;
  }

  private static Table row(Map<String, String> values) {
    return new Table("--row", List.copyOf(values.keySet()), List.of(List.copyOf(values.values())));
  }

  private static List<Map<String, Tensor>> tensors(
      Table table, Optional<OpenedProject> opened, Inspection inspection) throws ProblemException {
    Optional<Project.DataSource> data = opened.flatMap(o -> o.project().data());
    Table asked =
        data.map(source -> table.without(source.label()).renamed(source.inputs())).orElse(table);
    return ModelInputs.of(asked, inspection.featureMap(), inspection.signature());
  }

  private static Problem refused(String asked, InferenceException why) {
    return Problem.input(
        "predict.refused",
        "The model does not take " + asked,
        RuntimeRefusal.words(why.reason()),
        "Correct it; slipway inspect shows what the model takes.");
  }

  private static List<Map<String, Tensor>> answers(
      Predictor predictor, List<Map<String, Tensor>> requests, Progress progress)
      throws ProblemException, InterruptedException {
    List<Map<String, Tensor>> answers = new ArrayList<>();
    for (Map<String, Tensor> request : requests) {
      if (answers.size() % 64 == 0) {
        progress.step((double) answers.size() / requests.size(), "asking the model");
      }
      try {
        answers.add(predictor.predict(request));
      } catch (InferenceException e) {
        String asked = requests.size() == 1 ? "this request" : "row " + (answers.size() + 1);
        throw new ProblemException(RuntimeRefusal.end(e).orElseGet(() -> refused(asked, e)), e);
      }
    }
    return answers;
  }
}
