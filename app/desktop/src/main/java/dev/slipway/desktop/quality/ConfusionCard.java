// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.BarList;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.evaluate.Evaluation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Shows the confusion matrix, or the most frequent mistakes where there are too many classes for
/// one.
final class ConfusionCard {

  private static final int MOST_CLASSES = 10;
  private static final int MOST_MISTAKES = 12;
  private static final double MOST_NAME = 110;

  private record Mistake(String truth, String answer, int rows) {}

  private ConfusionCard() {}

  /// @param find is told true class and answer of a cell that is clicked
  static Card of(Evaluation evaluation, BiConsumer<String, String> find) {
    List<String> classes = classes(evaluation);
    if (classes.size() > MOST_CLASSES) {
      return mistakes(evaluation, classes.size());
    }
    var grid = new GridPane();
    grid.getStyleClass().add("confusion");
    grid.setId("confusion");
    grid.setHgap(6);
    grid.setVgap(6);
    for (int i = 0; i < classes.size(); i++) {
      grid.add(head(classes.get(i)), i + 1, 0);
    }
    grid.add(head(Texts.of("quality.recall")), classes.size() + 1, 0);
    for (int row = 0; row < classes.size(); row++) {
      line(grid, row + 1, classes, evaluation, find);
    }
    return new Card(Texts.of("quality.confusion"), Texts.of("quality.confusion-below"), grid);
  }

  private static void line(
      GridPane grid,
      int row,
      List<String> classes,
      Evaluation evaluation,
      BiConsumer<String, String> find) {
    String truth = classes.get(row - 1);
    Map<String, Integer> answers = evaluation.confusion().getOrDefault(truth, new TreeMap<>());
    int all = answers.values().stream().mapToInt(Integer::intValue).sum();
    Label name = Ui.label(truth, "muted", "small");
    name.setMaxWidth(MOST_NAME);
    name.setMinWidth(Math.min(MOST_NAME, 7.2 * truth.length()));
    name.setTooltip(Ui.tip(truth));
    grid.add(name, 0, row);
    for (int i = 0; i < classes.size(); i++) {
      String answer = classes.get(i);
      int count = answers.getOrDefault(answer, 0);
      Button cell = cell(truth, answer, count, all);
      cell.setDisable(count == 0);
      cell.setOnAction(event -> find.accept(truth, answer));
      grid.add(cell, i + 1, row);
    }
    Label recall =
        Ui.label(
            all == 0 ? "–" : Numbers.percent((double) answers.getOrDefault(truth, 0) / all),
            "fact-value",
            "centred");
    recall.setMaxWidth(Double.MAX_VALUE);
    recall.setMinWidth(64);
    grid.add(recall, classes.size() + 1, row);
  }

  private static Label head(String text) {
    Label name = Ui.label(text, "muted", "small", "centred");
    name.setMaxWidth(Double.MAX_VALUE);
    name.setTooltip(Ui.tip(text));
    return name;
  }

  /// The more of a class's rows are answered wrongly, the stronger the colour.
  private static Button cell(String truth, String answer, int count, int all) {
    boolean right = truth.equals(answer);
    String tone = right ? "right" : count > 0 ? "wrong" : "none";
    var cell = new Button(Numbers.count(count));
    cell.getStyleClass().setAll("cell", tone);
    if (!right && count * 5 > all) {
      cell.getStyleClass().add("often");
    }
    cell.setMaxWidth(Double.MAX_VALUE);
    cell.setPrefWidth(90);
    cell.setMinWidth(38);
    GridPane.setHgrow(cell, Priority.ALWAYS);
    cell.setAccessibleText(truth + ", " + answer + ": " + count);
    cell.setTooltip(Ui.tip(Texts.of("quality.cell", truth, answer, count, all)));
    return cell;
  }

  private static Card mistakes(Evaluation evaluation, int classes) {
    List<BarList.Bar> bars =
        evaluation.confusion().entrySet().stream()
            .flatMap(line ->
                line.getValue().entrySet().stream()
                    .filter(cell -> !cell.getKey().equals(line.getKey()) && cell.getValue() > 0)
                    .map(cell -> new Mistake(line.getKey(), cell.getKey(), cell.getValue())))
            .sorted(Comparator.comparingInt(Mistake::rows).reversed())
            .limit(MOST_MISTAKES)
            .map(m ->
                new BarList.Bar(
                    Texts.of("quality.taken-for", m.truth(), m.answer()),
                    m.rows(),
                    Numbers.count(m.rows()),
                    ""))
            .toList();
    return new Card(
        Texts.of("quality.confusion"),
        Texts.of("quality.mistakes-below", classes),
        new BarList("mistakes", bars));
  }

  /// Every class that was true or answered; a pair that never came up is not in the counts.
  private static List<String> classes(Evaluation evaluation) {
    var classes = new TreeSet<String>(evaluation.confusion().keySet());
    evaluation.confusion().values().forEach(counts -> classes.addAll(counts.keySet()));
    return List.copyOf(classes);
  }
}
