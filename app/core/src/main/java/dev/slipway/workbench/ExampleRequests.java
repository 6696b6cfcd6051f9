// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.Golden;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.objective.Project;
import dev.slipway.request.InputShapes;
import dev.slipway.request.InputSizes;
import dev.slipway.request.MadeUpInputs;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.StatedMix;
import dev.slipway.request.StatedShapes;
import dev.slipway.request.SuggestedShapes;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses the requests that a model is measured, planned and compared with: the project's texts,
/// rows of its holdout or its golden requests, else inputs made up from the signature; and of what
/// is recorded only what has the sizes that the project states.
///
/// @param origin for a person: `holdout rows`, `golden requests` or `made-up inputs`
/// @param sizes how large they are, and where that is known from
record ExampleRequests(String origin, List<Map<String, Tensor>> requests, InputSizes sizes) {

  private static final int MOST_GOLDEN = 256;
  private static final String MADE_UP = "made-up inputs";

  ExampleRequests {
    requests = List.copyOf(requests);
  }

  private ExampleRequests(
      String origin, InputSizes.Basis basis, List<Map<String, Tensor>> requests) {
    this(origin, requests, InputSizes.of(basis, requests));
  }

  static ExampleRequests of(OpenedProject opened, Inspection inspection, long seed)
      throws ProblemException {
    InputShapes shapes =
        InputShapes.of(inspection.signature(), opened.project().model().requests().shapes());
    Optional<ExampleRequests> recorded = recorded(opened, inspection);
    if (shapes.basis() == InputSizes.Basis.STATED) {
      return stated(recorded, shapes, seed);
    }
    if (!opened.project().model().requests().shapes().isEmpty()) {
      recorded = recorded.flatMap(requests -> requests.fitting(shapes));
    }
    if (recorded.isPresent()) {
      return recorded.get();
    }
    return shapes.basis() == InputSizes.Basis.MADE_UP
        ? taken(opened.model(), inspection, opened.project().model().requests().shapes(), seed)
        : new ExampleRequests(MADE_UP, shapes.basis(), MadeUpInputs.of(shapes, seed));
  }

  /// For a model that comes without a project.
  static ExampleRequests madeUp(Inspection inspection, long seed) throws ProblemException {
    InputShapes shapes = InputShapes.unstated(inspection.signature());
    return shapes.basis() == InputSizes.Basis.MADE_UP
        ? taken(inspection.model().path(), inspection, StatedShapes.NONE, seed)
        : new ExampleRequests(MADE_UP, shapes.basis(), MadeUpInputs.of(shapes, seed));
  }

  /// Of every stated size, in the stated proportions, whatever was recorded.
  private static ExampleRequests stated(
      Optional<ExampleRequests> recorded, InputShapes shapes, long seed) {
    StatedMix mix =
        StatedMix.of(shapes, recorded.map(ExampleRequests::requests).orElse(List.of()), seed);
    String origin =
        !mix.recorded()
            ? MADE_UP
            : recorded.map(ExampleRequests::origin).orElse("")
                + (mix.madeUp() ? " and " + MADE_UP : "");
    return new ExampleRequests(origin, InputSizes.Basis.STATED, mix.requests());
  }

  /// Of a size that is usual for such inputs, or the least there is: what the model takes.
  private static ExampleRequests taken(
      Path model, Inspection inspection, StatedShapes stated, long seed) throws ProblemException {
    InputShapes least = InputShapes.of(inspection.signature(), stated);
    InputShapes usual =
        InputShapes.of(inspection.signature(), stated, SuggestedShapes.of(inspection));
    String refused = "";
    try (Predictor predictor = Models.open(model, 1)) {
      for (InputShapes shapes : List.of(usual, least)) {
        List<Map<String, Tensor>> kept = new ArrayList<>();
        Map<String, Optional<String>> refusals = new LinkedHashMap<>();
        for (Map<String, Tensor> request : MadeUpInputs.of(shapes, seed)) {
          String size = InputSizes.of(InputSizes.Basis.MADE_UP, List.of(request)).shapes();
          if (!refusals.containsKey(size)) {
            refusals.put(size, refusal(predictor, request));
          }
          Optional<String> why = refusals.getOrDefault(size, Optional.empty());
          if (why.isPresent()) {
            refused = size + ": " + why.get();
          } else {
            kept.add(request);
          }
        }
        if (!kept.isEmpty()) {
          return new ExampleRequests(MADE_UP, InputSizes.Basis.MADE_UP, kept);
        }
      }
    }
    throw Problem.input(
            "inputs.unsaid",
            "Nobody said how large a request is, and the model takes no size that was tried",
            "The last one was " + refused,
            "To say it, " + InputSizes.remedy() + ".")
        .asException();
  }

  private static Optional<String> refusal(Predictor predictor, Map<String, Tensor> request) {
    try {
      predictor.predict(request);
      return Optional.empty();
    } catch (InferenceException notThis) {
      return Optional.of(RuntimeRefusal.words(notThis.reason()));
    }
  }

  /// Those that have the stated sizes.
  private Optional<ExampleRequests> fitting(InputShapes shapes) {
    List<Map<String, Tensor>> fitting = requests.stream().filter(shapes::fits).toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(new ExampleRequests(origin, InputSizes.Basis.STATED, fitting));
  }

  private static Optional<ExampleRequests> recorded(OpenedProject opened, Inspection inspection)
      throws ProblemException {
    if (opened.texts().isPresent()) {
      return Optional.of(texts(opened, opened.texts().get(), inspection));
    }
    if (opened.holdout().isPresent()) {
      return Optional.of(holdout(opened, opened.holdout().get(), inspection));
    }
    if (opened.golden().isPresent()) {
      Path file = opened.golden().get();
      return Optional.of(
          new ExampleRequests(
              "golden requests",
              InputSizes.Basis.GOLDEN,
              Golden.parse(Reading.text(file), file.toString()).cases().stream()
                  .map(Golden.Case::request)
                  .toList()));
    }
    return Optional.empty();
  }

  private static ExampleRequests texts(OpenedProject opened, Path file, Inspection inspection)
      throws ProblemException {
    List<String> lines = Reading.text(file).lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw Problem.input(
              "inputs.no-texts",
              file + " holds no text",
              "It is to hold texts such as users send, one a line.",
              "Write some, or take model.texts out of slipway.yaml.")
          .asException();
    }
    return new ExampleRequests(
        "texts",
        InputSizes.Basis.TEXTS,
        new AskedRequests(Optional.of(opened), opened.original(), inspection)
            .of(new PredictRows.Question.Texts(lines, Optional.empty()), new ArrayList<>()));
  }

  private static ExampleRequests holdout(OpenedProject opened, Path file, Inspection inspection)
      throws ProblemException {
    Project.DataSource data = InspectData.source(opened);
    return new ExampleRequests(
        "holdout rows",
        InputSizes.Basis.HOLDOUT,
        ModelInputs.of(
            // As evaluating asks: a model that names no columns takes all but the label.
            DataFiles.table(file, file.toString()).without(data.label()).renamed(data.inputs()),
            inspection.featureMap(),
            inspection.signature()));
  }

  /// The model's own answers to them, for a bundle of a project without golden answers.
  Golden answeredBy(Path model) throws ProblemException {
    Map<String, Map<String, Tensor>> named = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(MOST_GOLDEN, requests.size()); i++) {
      named.put("request-" + (i + 1), requests.get(i));
    }
    try (Predictor predictor = Models.open(model, 1)) {
      return Golden.answeredBy(predictor, named);
    }
  }

  /// The same requests, with the answers of a model.
  static Golden answeredAnew(Golden recorded, Path model) throws ProblemException {
    Map<String, Map<String, Tensor>> named = new LinkedHashMap<>();
    recorded.cases().forEach(one -> named.put(one.id(), one.request()));
    try (Predictor predictor = Models.open(model, 1)) {
      return Golden.answeredBy(predictor, named);
    }
  }
}
