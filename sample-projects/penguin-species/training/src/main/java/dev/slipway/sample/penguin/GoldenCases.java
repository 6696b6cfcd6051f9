// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes questions and their right answers as Open Inference Protocol requests and responses. Of
/// each species: the two held-out birds the model is least sure of and the two that come first
/// among the others; one bird a case, then all of them in one batch.
final class GoldenCases {

  private static final int UNSURE = 2;
  private static final int FIRST = 2;

  private final OnnxModel model;
  private final List<String> labels;

  GoldenCases(OnnxModel model, List<String> labels) {
    this.model = model;
    this.labels = labels;
  }

  String json(List<Penguin> holdout) throws OrtException {
    List<Penguin> chosen = choose(holdout);
    var cases = new ArrayList<String>();
    for (Penguin bird : chosen) cases.add(oneCase(id(bird), List.of(bird)));
    cases.add(oneCase("all-" + chosen.size() + "-in-one-batch", chosen));
    return "{\n  \"cases\": [\n" + String.join(",\n", cases) + "\n  ]\n}\n";
  }

  private List<Penguin> choose(List<Penguin> holdout) throws OrtException {
    var chosen = new ArrayList<Penguin>();
    for (String species : labels.stream().sorted().toList()) {
      List<Penguin> birds = holdout.stream().filter(b -> b.species().equals(species)).toList();
      List<Answer> answers = model.answers(birds);
      Comparator<Penguin> leastSure =
          Comparator.comparingDouble(bird -> answers.get(birds.indexOf(bird)).confidence());
      List<Penguin> unsure = birds.stream().sorted(leastSure).limit(UNSURE).toList();
      Stream<Penguin> first = birds.stream().filter(b -> !unsure.contains(b)).limit(FIRST);
      chosen.addAll(unsure);
      first.forEach(chosen::add);
    }
    chosen.sort(Comparator.comparingInt(Penguin::row));
    return chosen;
  }

  private static String id(Penguin bird) {
    return bird.species().toLowerCase(Locale.ROOT) + "-row-" + bird.row();
  }

  private String oneCase(String id, List<Penguin> birds) throws OrtException {
    List<Answer> answers = model.answers(birds);
    int rows = birds.size();
    String measurements =
        birds.stream().flatMap(b -> b.measurements().stream()).collect(Collectors.joining(", "));
    String probabilities =
        answers.stream()
            .flatMap(a -> a.probabilities().stream())
            .map(p -> Float.toString(p))
            .collect(Collectors.joining(", "));
    String indices =
        answers.stream().map(a -> Long.toString(a.label())).collect(Collectors.joining(", "));
    // Digits must be ASCII wherever this runs.
    return String.format(
        Locale.ROOT,
        """
            {
              "id": "%s",
              "request": {
                "inputs": [
                  {"name": "measurements", "datatype": "FP32", "shape": [%d, %d], "data": [%s]}
                ]
              },
              "response": {
                "model_name": "penguin-species",
                "outputs": [
                  {"name": "probabilities", "datatype": "FP32", "shape": [%d, %d], "data": [%s]},
                  {"name": "label", "datatype": "INT64", "shape": [%d], "data": [%s]}
                ]
              }
            }\
        """,
        id,
        rows,
        Penguin.FEATURES.size(),
        measurements,
        rows,
        labels.size(),
        probabilities,
        rows,
        indices);
  }
}
