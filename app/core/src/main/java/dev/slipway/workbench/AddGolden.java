// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.measure.golden.Golden;
import dev.slipway.objective.ProjectChange;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.WriteProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Adds requests to a project's golden file, with the answers of its model as it is.
public final class AddGolden {

  private static final String FILE = "golden.json";

  private final WriteProject write = new WriteProject();

  AddGolden() {}

  /// What was added.
  ///
  /// @param ids of the new requests
  /// @param sizes of the new requests, for a person
  /// @param requests how many the file holds now
  public record Added(Path file, List<String> ids, String sizes, int requests) {
    public Added {
      ids = List.copyOf(ids);
    }
  }

  /// @param id what the request is called; one that is taken, and several, get a number
  public Added add(
      OpenedProject opened, PredictRows.Question question, Optional<String> id, Progress progress)
      throws ProblemException, InterruptedException {
    return add(opened, List.of(question), id, progress);
  }

  /// The same of several questions.
  public Added add(
      OpenedProject opened,
      List<PredictRows.Question> questions,
      Optional<String> id,
      Progress progress)
      throws ProblemException, InterruptedException {
    Path file = opened.golden().orElse(opened.folder().resolve(FILE));
    List<Golden.Case> cases = new ArrayList<>();
    if (opened.golden().isPresent() && Files.exists(file)) {
      cases.addAll(Golden.parse(Reading.text(file), file.toString()).cases());
    } else if (Files.exists(file)) {
      throw Problem.input(
              "golden.unnamed-file",
              "There is a " + file + " that slipway.yaml does not name",
              "Nobody knows whether it is of this model.",
              "Name it with golden: " + FILE + " under model: in slipway.yaml, or take it away.")
          .asException();
    }
    progress.step(0, "making the requests");
    var inspection = InspectModel.look(opened.original());
    var asked = new AskedRequests(Optional.of(opened), opened.original(), inspection);
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (PredictRows.Question question : questions) {
      requests.addAll(asked.of(question, new ArrayList<>()));
    }
    progress.step(0.3, "asking the model");
    Golden added = answered(opened.original(), named(requests, id, cases));
    for (Golden.Case one : added.cases()) {
      requireServed(one);
    }
    cases.addAll(added.cases());
    String text = new Golden(cases).text(opened.project().name());
    if (opened.golden().isPresent()) {
      write.whole(file, text, true);
    } else {
      begin(opened, file, text);
    }
    return new Added(
        file,
        added.cases().stream().map(Golden.Case::id).toList(),
        InputSizes.of(InputSizes.Basis.GOLDEN, requests).shapes(),
        cases.size());
  }

  /// Leaves no file behind that `slipway.yaml` does not name: nobody would know what it is of.
  private void begin(OpenedProject opened, Path file, String text) throws ProblemException {
    write.whole(file, text, true);
    try {
      write.changed(opened, List.of(new ProjectChange.Text(List.of("model", "golden"), FILE)));
    } catch (ProblemException unchanged) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException stays) {
        unchanged.addSuppressed(stays);
      }
      throw unchanged;
    }
  }

  /// The service refuses a request whose answer is not finite, and its JSON carries no infinity: a
  /// bundle with such a golden request would fail its own verification.
  private static void requireServed(Golden.Case one) throws ProblemException {
    for (Map.Entry<String, Tensor> output : one.response().entrySet()) {
      Tensor tensor = output.getValue();
      if (tensor.datatype().isFloatingPoint()
          && !Arrays.stream(tensor.toDoubles()).allMatch(Double::isFinite)) {
        throw Problem.input(
                "golden.answer-not-finite",
                "The model's answer to golden request '" + one.id() + "' is not finite",
                "Its output '%s' holds NaN or an infinity, and the service refuses such a request."
                    .formatted(output.getKey()),
                "Leave the request out, or correct the model, so that it takes missing values.")
            .asException();
      }
    }
    if (!one.inJson()) {
      throw Problem.input(
              "golden.request-not-finite",
              "Golden request '" + one.id() + "' holds an infinity",
              "The protocol's JSON cannot carry it, so nobody can ask the service that.",
              "Write a number; null stands for a missing one.")
          .asException();
    }
  }

  private static Golden answered(Path model, Map<String, Map<String, Tensor>> requests)
      throws ProblemException {
    try (Predictor predictor = Models.open(model, 1)) {
      return Golden.answeredBy(predictor, requests);
    }
  }

  private static Map<String, Map<String, Tensor>> named(
      List<Map<String, Tensor>> requests, Optional<String> id, List<Golden.Case> cases) {
    Set<String> taken = new HashSet<>();
    cases.forEach(one -> taken.add(one.id()));
    Map<String, Map<String, Tensor>> named = new LinkedHashMap<>();
    boolean whole = id.isPresent() && requests.size() == 1 && !taken.contains(id.get());
    String stem = id.orElse("request");
    int number = 1;
    for (Map<String, Tensor> request : requests) {
      String name = whole ? stem : stem + "-" + number;
      while (!taken.add(name)) {
        name = stem + "-" + ++number;
      }
      named.put(name, request);
    }
    return named;
  }
}
