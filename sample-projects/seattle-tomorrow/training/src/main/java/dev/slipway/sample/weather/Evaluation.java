// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How far forecasts were from the truth on days that the model had not seen.
record Evaluation(List<Day> days, List<Double> forecasts) {

  Evaluation {
    days = List.copyOf(days);
    forecasts = List.copyOf(forecasts);
  }

  static Evaluation of(List<Day> days, List<Float> forecasts) {
    return new Evaluation(days, forecasts.stream().map(Float::doubleValue).toList());
  }

  /// What it is worth to say that tomorrow will be as today.
  static Evaluation asToday(List<Day> days) {
    return new Evaluation(days, days.stream().map(Day::today).toList());
  }

  /// One line of Markdown table: days, mean absolute error, root mean square error, R squared.
  String row(String title) {
    double absolute = 0;
    double squares = 0;
    double around = 0;
    double mean = days.stream().mapToDouble(Day::truth).average().orElseThrow();
    for (int i = 0; i < days.size(); i++) {
      double error = forecasts.get(i) - days.get(i).truth();
      absolute += Math.abs(error);
      squares += error * error;
      around += (days.get(i).truth() - mean) * (days.get(i).truth() - mean);
    }
    int n = days.size();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %.3f |",
        title,
        n,
        absolute / n,
        Math.sqrt(squares / n),
        1 - squares / around);
  }

  /// The quality table: all days, what a repeated today would score, then each kind of weather.
  List<String> table() {
    var rows = new ArrayList<String>();
    rows.add(row("all"));
    rows.add(asToday(days).row("all, by saying \"as today\""));
    for (String weather : days.stream().map(Day::weather).distinct().sorted().toList()) {
      rows.add(on(weather).row("today " + weather));
    }
    return rows;
  }

  private Evaluation on(String weather) {
    int[] members =
        IntStream.range(0, days.size())
            .filter(i -> days.get(i).weather().equals(weather))
            .toArray();
    return new Evaluation(
        IntStream.of(members).mapToObj(days::get).toList(),
        IntStream.of(members).mapToObj(forecasts::get).toList());
  }
}
