// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.evaluate.Calibration;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.Objectives;
import dev.slipway.workbench.report.ChampionSection;
import dev.slipway.workbench.report.ObjectivesSection;
import dev.slipway.workbench.report.QualitySection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Shows an evaluation.
///
/// @param stated what the service must achieve
record EvaluationPage(Terminal terminal, Objectives stated) {

  private static final int MOST_CLASSES = 12;
  private static final int NAME = 14;
  private static final int CHART = 40;

  void print(Evaluation evaluation) {
    terminal.section(QualitySection.of(evaluation, stated.quality()));
    terminal.section(ObjectivesSection.quality(stated, evaluation));
    if (!evaluation.confusion().isEmpty()) {
      confusion(evaluation);
    }
    evaluation.calibration().ifPresent(this::calibration);
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
                  all == 0 ? "-" : Numbers.percent((double) answers.getOrDefault(truth, 0) / all)));
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
    terminal.title(
        "Calibration: expected error "
            + Numbers.percent(found.expectedError())
            + "; score of the class that was predicted");
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
                        Numbers.percent(bin.meanScore()),
                        Numbers.percent(bin.right()),
                        bar(bin))));
  }

  void champion(ChampionComparison found) {
    terminal.section(ChampionSection.of(found));
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
