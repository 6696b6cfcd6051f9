// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes questions and their right answers as Open Inference Protocol requests and responses: the
/// middle of each held-out month alone, then all of them in one batch.
final class GoldenCases {

  private static final int MIDDLE = 15;

  private final OnnxModel model;

  GoldenCases(OnnxModel model) {
    this.model = model;
  }

  String json(List<Day> holdout) throws OrtException {
    List<Day> chosen =
        holdout.stream().filter(day -> day.date().getDayOfMonth() == MIDDLE).toList();
    var cases = new ArrayList<String>();
    for (Day day : chosen) cases.add(oneCase(day.date().toString(), List.of(day)));
    cases.add(oneCase("all-" + chosen.size() + "-in-one-batch", chosen));
    return "{\n  \"cases\": [\n" + String.join(",\n", cases) + "\n  ]\n}\n";
  }

  private String oneCase(String id, List<Day> days) throws OrtException {
    String values =
        days.stream().flatMap(d -> d.texts().stream()).collect(Collectors.joining(", "));
    String forecasts =
        model.forecasts(days).stream()
            .map(f -> Float.toString(f))
            .collect(Collectors.joining(", "));
    // Digits must be ASCII wherever this runs.
    return String.format(
        Locale.ROOT,
        """
            {
              "id": "%s",
              "request": {
                "inputs": [
                  {"name": "weather", "datatype": "FP32", "shape": [%d, %d], "data": [%s]}
                ]
              },
              "response": {
                "model_name": "seattle-tomorrow",
                "outputs": [
                  {"name": "temp_max_tomorrow", "datatype": "FP32", "shape": [%d, 1], "data": [%s]}
                ]
              }
            }\
        """,
        id,
        days.size(),
        Day.FEATURES.size(),
        values,
        days.size(),
        forecasts);
  }
}
