// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.objective.Project;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.ModelPictures;
import dev.slipway.request.ModelTexts;
import dev.slipway.request.Table;
import dev.slipway.request.TokenizerFile;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.preparation.token.TextInputs.TextRequest;
import dev.slipway.serving.preparation.token.TextTokenizer;
import dev.slipway.serving.preparation.token.TokenizedText;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes requests of what a person gives: rows, texts, pictures, requests of the protocol.
///
/// @param opened the project whose model it is, if any: it says how columns are named and pictures
///   are read
/// @param model the ONNX file, beside which its tokenizer lies
record AskedRequests(Optional<OpenedProject> opened, Path model, Inspection inspection) {

  /// @param read gets every text as the model reads it
  List<Map<String, Tensor>> of(Question question, List<TokenizedText> read)
      throws ProblemException {
    return switch (question) {
      case Question.Request(Path file) ->
          List.of(InferenceJson.request(Reading.text(file), file.toString()));
      case Question.Typed(String json) -> List.of(InferenceJson.request(json, "What is typed"));
      case Question.Rows(Path file) -> tensors(DataFiles.table(file, file.toString()));
      case Question.OneRow(Map<String, String> values) -> tensors(row(values));
      case Question.Pictures pictures -> pictures(pictures);
      case Question.Texts asked -> texts(asked, read);
    };
  }

  /// @param read gets every text as the model reads it
  private List<Map<String, Tensor>> texts(Question.Texts asked, List<TokenizedText> read)
      throws ProblemException {
    // With names from slipway.yaml the model is a copy of its own, elsewhere
    Path came = opened.map(o -> o.imported().file()).orElse(model);
    Optional<Path> file = asked.tokenizer().or(() -> TokenizerFile.beside(came));
    if (file.isEmpty()) {
      throw Problem.input(
              "tokenizer.none",
              "There is no tokenizer file beside " + came.getFileName(),
              "Only the model's own tokenizer.json or vocab.txt knows which numbers a text"
                  + " becomes.",
              "Put it beside the model, or give it with --tokenizer FILE.")
          .asException();
    }
    TextTokenizer tokenizer = TokenizerFile.open(file.get());
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (TextRequest one : ModelTexts.of(asked.texts(), tokenizer, inspection.signature())) {
      read.add(one.text());
      requests.add(one.request());
    }
    return requests;
  }

  private List<Map<String, Tensor>> pictures(Question.Pictures pictures) throws ProblemException {
    ImageSettings settings =
        opened
            .map(o -> pictures.settings().or(o.project().model().image()))
            .orElse(pictures.settings());
    ModelPictures inputs = ModelPictures.of(inspection.signature(), settings);
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (Path file : pictures.files()) {
      requests.add(inputs.request(file));
    }
    return requests;
  }

  private static Table row(Map<String, String> values) {
    return new Table("--row", List.copyOf(values.keySet()), List.of(List.copyOf(values.values())));
  }

  List<Map<String, Tensor>> tensors(Table table) throws ProblemException {
    Optional<Project.DataSource> data = opened.flatMap(o -> o.project().data());
    Table asked =
        data.map(source -> table.without(source.label()).renamed(source.inputs())).orElse(table);
    return ModelInputs.of(asked, inspection.featureMap(), inspection.signature());
  }
}
