// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Interval;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.evaluate.Calibration;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.Metric;
import dev.slipway.objective.Objectives.Quality;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Shows an evaluation.
///
/// @param quality what the judged metric must reach, where the project says so
record EvaluationPage(Terminal terminal, Optional<Quality> quality) {

  private static final int MOST_CLASSES = 12;
  private static final int NAME = 14;
  private static final int CHART = 40;

  void print(Evaluation evaluation) {
    judged(evaluation);
    metrics(evaluation);
    if (!evaluation.confusion().isEmpty()) {
      confusion(evaluation);
    }
    evaluation.calibration().ifPresent(this::calibration);
    if (!evaluation.slices().isEmpty()) {
      slices(evaluation);
    }
    evaluation
        .unscored()
        .ifPresent(groups ->
            terminal.line("  without a " + evaluation.metric() + " of their own: " + groups));
  }

  private void judged(Evaluation evaluation) {
    terminal.title("Holdout, %,d rows".formatted(evaluation.rows()));
    terminal.fact(
        evaluation.metric(),
        "%s   %s, %s"
            .formatted(
                number(evaluation.score().value()),
                interval(evaluation.score()),
                evaluation.higherIsBetter() ? "higher is better" : "lower is better"));
    terminal.fact(
        "verdict",
        quality
            .map(asked -> verdict(asked.judge(evaluation)) + "   " + asked.stated())
            .orElse("none: slipway.yaml states no objectives.quality"));
    double uplift =
        (evaluation.higherIsBetter() ? 1 : -1)
            * (evaluation.score().value() - evaluation.baseline());
    terminal.fact(
        "baseline",
        "%s   %s; the model is %s %s"
            .formatted(
                number(evaluation.baseline()),
                guess(evaluation),
                number(Math.abs(uplift)),
                uplift > 0 ? terminal.good("better") : terminal.bad("worse, or no better")));
  }

  /// What the baseline answers without a look at the row.
  private static String guess(Evaluation evaluation) {
    if (evaluation.confusion().isEmpty()) {
      return "always the mean";
    }
    return Metric.of(evaluation.metric()).filter(Metric::needsProbabilities).isPresent()
        ? "always the classes' shares"
        : "always the most frequent class";
  }

  private void metrics(Evaluation evaluation) {
    terminal.title("Metrics");
    evaluation
        .metrics()
        .forEach((name, value) -> terminal.fact(name, "%12s".formatted(number(value))));
  }

  private void confusion(Evaluation evaluation) {
    var classes = new TreeSet<>(evaluation.confusion().keySet());
    evaluation.confusion().values().forEach(answers -> classes.addAll(answers.keySet()));
    if (classes.size() > MOST_CLASSES) {
      mistakes(evaluation, classes.size());
      return;
    }
    terminal.title("Confusion: a line per true class, a column per answer");
    int width =
        Math.max(6, classes.stream().mapToInt(name -> shortened(name).length()).max().orElse(0));
    terminal.line(
        terminal.faint(
            "  %-14s  %s    right"
                .formatted(
                    "",
                    classes.stream()
                        .map(name -> right(shortened(name), width))
                        .collect(Collectors.joining("  ")))));
    for (String truth : classes) {
      Map<String, Integer> answers = evaluation.confusion().getOrDefault(truth, new TreeMap<>());
      int all = answers.values().stream().mapToInt(Integer::intValue).sum();
      terminal.line(
          "  %-14s  %s  %7s"
              .formatted(
                  shortened(truth),
                  classes.stream()
                      .map(answer -> count(answers.getOrDefault(answer, 0), width))
                      .collect(Collectors.joining("  ")),
                  all == 0 ? "-" : Texts.percent((double) answers.getOrDefault(truth, 0) / all)));
    }
  }

  /// Too many classes for a terminal's width: what is mistaken most.
  private void mistakes(Evaluation evaluation, int classes) {
    record Mistake(String truth, String answer, int rows) {}
    terminal.title("The most frequent mistakes, of " + classes + " classes");
    evaluation.confusion().entrySet().stream()
        .flatMap(line ->
            line.getValue().entrySet().stream()
                .filter(cell -> !cell.getKey().equals(line.getKey()))
                .map(cell -> new Mistake(line.getKey(), cell.getKey(), cell.getValue())))
        .sorted((a, b) -> Integer.compare(b.rows(), a.rows()))
        .limit(MOST_CLASSES)
        .forEach(mistake ->
            terminal.line(
                "  %6d  %s answered as %s"
                    .formatted(mistake.rows(), mistake.truth(), mistake.answer())));
  }

  /// A bar as long as the share that is right, and a mark where the score says it should end.
  private void calibration(Calibration found) {
    terminal.title("Calibration: expected error " + Texts.percent(found.expectedError()));
    terminal.line(
        terminal.faint(
            "  %-12s %7s  %8s  %8s  %s"
                .formatted("score", "rows", "said", "right", "█ right, │ as the score says")));
    found
        .bins()
        .forEach(bin ->
            terminal.line(
                "  %-12s %7d  %8s  %8s  %s"
                    .formatted(
                        String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to()),
                        bin.rows(),
                        Texts.percent(bin.meanScore()),
                        Texts.percent(bin.right()),
                        bar(bin))));
  }

  void champion(ChampionComparison found) {
    terminal.title("Champion, the same %,d rows".formatted(found.rows()));
    terminal.fact("champion's " + found.metric(), number(found.champion()));
    terminal.fact("the model's", number(found.candidate()));
    terminal.fact(
        "better by", "%s   %s".formatted(number(found.delta().value()), interval(found.delta())));
    String outcome = found.outcome().text();
    terminal.fact(
        "verdict",
        switch (found.outcome()) {
              case BETTER, NOT_WORSE -> terminal.good(outcome);
              case WORSE -> terminal.bad(outcome);
              case INCONCLUSIVE ->
                  terminal.open(outcome) + ", " + Words.needed(found.moreNeeded(), "row");
            }
            + "   allowed regression "
            + Texts.value(found.allowedRegression()));
  }

  private static String bar(Calibration.Bin bin) {
    int filled = (int) Math.round(bin.right() * CHART);
    int mark = Math.min(CHART - 1, (int) Math.round(bin.meanScore() * CHART));
    var text = new StringBuilder();
    for (int i = 0; i < CHART; i++) {
      text.append(i == mark ? '│' : i < filled ? '█' : '·');
    }
    return text.toString();
  }

  private void slices(Evaluation evaluation) {
    terminal.title("Slices by " + evaluation.metric());
    int width =
        Math.max(20, evaluation.slices().stream().mapToInt(s -> name(s).length()).max().orElse(0));
    List<Evaluation.Slice> slices = evaluation.slices();
    for (Evaluation.Slice slice : slices) {
      terminal.line(
          "  %s %7s  %10s   %-34s %s"
              .formatted(
                  name(slice) + " ".repeat(width - name(slice).length()),
                  "%,d".formatted(slice.rows()),
                  number(slice.score().value()),
                  interval(slice.score()),
                  quality.map(asked -> verdict(asked.judge(evaluation, slice))).orElse(""))
              .stripTrailing());
    }
  }

  private static String name(Evaluation.Slice slice) {
    return slice.column() + " " + (slice.value().isEmpty() ? "(missing)" : slice.value());
  }

  String verdict(Verdict verdict) {
    return verdict instanceof Verdict.Inconclusive open && open.moreNeeded() > 0
        ? terminal.word(verdict) + ", " + Words.needed(open.moreNeeded(), "row")
        : terminal.word(verdict);
  }

  static String interval(Interval score) {
    return "%.0f %% interval ".formatted(100 * score.confidence())
        + number(score.low())
        + " to "
        + number(score.high());
  }

  /// Four decimals for what is about 1, four digits for what is larger.
  static String number(double value) {
    return Math.abs(value) < 1000 ? String.format(Locale.ROOT, "%.4f", value) : Texts.value(value);
  }

  private static String count(int rows, int width) {
    return right(rows == 0 ? "·" : Integer.toString(rows), width);
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String shortened(String name) {
    return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
  }
}
