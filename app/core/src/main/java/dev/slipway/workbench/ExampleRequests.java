// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.Golden;
import dev.slipway.objective.Project;
import dev.slipway.request.MadeUpInputs;
import dev.slipway.request.ModelInputs;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses the requests that a model is measured with: recorded rows, else the golden requests,
/// else inputs made up from the signature.
///
/// @param origin for a person: `holdout rows`, `golden requests` or `made-up inputs`
record ExampleRequests(String origin, List<Map<String, Tensor>> requests) {

  private static final int MOST_GOLDEN = 256;

  static ExampleRequests of(OpenedProject opened, Inspection inspection, long seed)
      throws ProblemException {
    Optional<Path> holdout = opened.holdout();
    if (holdout.isPresent()) {
      Project.DataSource data = InspectData.source(opened);
      return new ExampleRequests(
          "holdout rows",
          ModelInputs.of(
              // As evaluating asks: a model that names no columns takes all but the label.
              DataFiles.table(holdout.get(), holdout.get().toString())
                  .without(data.label())
                  .renamed(data.inputs()),
              inspection.featureMap(),
              inspection.signature()));
    }
    Optional<Path> golden = opened.golden();
    if (golden.isPresent()) {
      List<Golden.Case> cases =
          Golden.parse(Reading.text(golden.get()), golden.get().toString()).cases();
      return new ExampleRequests(
          "golden requests", cases.stream().map(Golden.Case::request).toList());
    }
    return new ExampleRequests("made-up inputs", MadeUpInputs.of(inspection.signature(), seed));
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
