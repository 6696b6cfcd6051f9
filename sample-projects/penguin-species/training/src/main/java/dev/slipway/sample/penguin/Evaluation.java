// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How often the model was right on birds it had not seen, in all and by part.
record Evaluation(List<Penguin> birds, List<String> predicted) {

  /// 97.5th percentile of the normal distribution, for two-sided 95 % intervals.
  private static final double Z = 1.959963984540054;

  Evaluation {
    birds = List.copyOf(birds);
    predicted = List.copyOf(predicted);
  }

  static Evaluation of(List<Penguin> birds, List<Answer> answers, List<String> labels) {
    return new Evaluation(
        birds, answers.stream().map(a -> labels.get(Math.toIntExact(a.label()))).toList());
  }

  int right() {
    return Math.toIntExact(
        IntStream.range(0, birds.size())
            .filter(i -> birds.get(i).species().equals(predicted.get(i)))
            .count());
  }

  /// One line of Markdown table: right, all, accuracy, and its 95 % Wilson score interval.
  String row(String title) {
    int n = birds.size();
    double p = (double) right() / n;
    double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n));
    return String.format(
        Locale.ROOT,
        "| %s | %d of %d | %.4f | %.3f to %.3f |",
        title,
        right(),
        n,
        p,
        middle - half,
        Math.min(1, middle + half));
  }

  /// The accuracy table: all birds, then each value of each slice.
  List<String> table() {
    var rows = new ArrayList<String>();
    rows.add(row("all"));
    slices("island", Penguin::island).forEach((title, part) -> rows.add(part.row(title)));
    slices("sex", Penguin::sex).forEach((title, part) -> rows.add(part.row(title)));
    return rows;
  }

  private TreeMap<String, Evaluation> slices(String column, Function<Penguin, String> by) {
    var slices = new TreeMap<String, Evaluation>();
    for (String value : birds.stream().map(by).distinct().toList()) {
      int[] members =
          IntStream.range(0, birds.size())
              .filter(i -> by.apply(birds.get(i)).equals(value))
              .toArray();
      slices.put(
          column + " " + (value.isEmpty() ? "unknown" : value),
          new Evaluation(
              IntStream.of(members).mapToObj(birds::get).toList(),
              IntStream.of(members).mapToObj(predicted::get).toList()));
    }
    return slices;
  }

  /// The confusion matrix as Markdown: a row for each true species, a column for each answer.
  List<String> confusion(List<String> labels) {
    return labels.stream()
        .map(truth ->
            labels.stream()
                .map(answer -> Long.toString(count(truth, answer)))
                .collect(Collectors.joining(" | ", "| " + truth + " | ", " |")))
        .toList();
  }

  private long count(String truth, String answer) {
    return IntStream.range(0, birds.size())
        .filter(i -> birds.get(i).species().equals(truth) && predicted.get(i).equals(answer))
        .count();
  }
}
