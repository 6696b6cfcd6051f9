// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.request.Predictions;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.preparation.token.TokenizedText;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
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
    Optional<OpenedProject> opened =
        OpenProject.isProject(given) ? Optional.of(open.open(given, progress)) : Optional.empty();
    Path model =
        opened.isPresent()
            ? opened.get().model()
            : imports.of(given, Optional.empty(), progress).onnx();
    Inspection inspection = InspectModel.look(model);
    List<TokenizedText> texts = new ArrayList<>();
    List<Map<String, Tensor>> requests =
        new AskedRequests(opened, model, inspection).of(question, texts);
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

  /// The first request that a question becomes, in the JSON of the Open Inference Protocol.
  public JsonNode request(OpenedProject opened, Question question) throws ProblemException {
    return InferenceJson.request(
        new AskedRequests(Optional.of(opened), opened.model(), InspectModel.look(opened))
            .of(question, new ArrayList<>())
            .getFirst());
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
