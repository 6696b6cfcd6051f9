// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Finding;
import dev.slipway.data.DataReport;
import dev.slipway.data.DataReport.Column;
import dev.slipway.data.Evaluation;
import dev.slipway.desktop.data.DataViewModel.Shown;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.workbench.Recorded;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the data holds, and how good the model is on it.
public final class DataView extends StackPane {

  private static final double ROW = 34;

  private final DataViewModel model;

  public DataView(DataViewModel model) {
    this.model = model;
    setId("data");
    model.shown().subscribe(shown -> shown.ifPresent(this::show));
  }

  private void show(Shown shown) {
    if (shown.reports().isEmpty()) {
      getChildren()
          .setAll(
              Ui.empty(
                  "fth-database",
                  Texts.of("data.none-title"),
                  Texts.of("data.none-text"),
                  List.of()));
      return;
    }
    var left = new VBox(16);
    shown.reports().forEach(report -> left.getChildren().add(table(report)));
    var right = new VBox(16, evaluation(shown));
    shown
        .evaluation()
        .map(Recorded::value)
        .filter(e -> !e.confusion().isEmpty())
        .ifPresent(e -> right.getChildren().add(confusion(e)));
    right.setPrefWidth(430);
    right.setMinWidth(400);
    HBox.setHgrow(left, Priority.ALWAYS);
    var page = new HBox(16, left, right);
    page.getStyleClass().add("page");
    getChildren().setAll(Ui.scroll(page));
  }

  private static Card table(DataReport report) {
    var rows = FXCollections.observableArrayList(report.columns());
    TableView<Column> table = Columns.table(new FilteredList<>(rows), "");
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.text(Texts.of("data.column"), 150, Column::name),
                Columns.text(Texts.of("data.type"), 70, Column::type),
                Columns.number(
                    Texts.of("data.missing"), 80, Column::missing, c -> Formats.count(c.missing())),
                Columns.number(
                    Texts.of("data.distinct"),
                    80,
                    Column::distinct,
                    c -> Formats.count(c.distinct())),
                Columns.number(
                    Texts.of("data.min"),
                    70,
                    c -> c.min().orElse(Double.NaN),
                    c -> number(c.min())),
                Columns.number(
                    Texts.of("data.mean"),
                    70,
                    c -> c.mean().orElse(Double.NaN),
                    c -> number(c.mean())),
                Columns.number(
                    Texts.of("data.max"),
                    70,
                    c -> c.max().orElse(Double.NaN),
                    c -> number(c.max())),
                Columns.text(Texts.of("data.top"), 190, DataView::frequent)));
    double height = ROW * rows.size() + 46;
    table.setPrefHeight(height);
    table.setMinHeight(Math.min(height, 420));
    table.setMaxHeight(height);
    var findings = Ui.column(8);
    report.findings().stream()
        .filter(f -> !(f instanceof Finding.Passed))
        .forEach(f -> findings.getChildren().add(new FindingRow(f)));
    long passed = report.findings().stream().filter(Finding.Passed.class::isInstance).count();
    findings
        .getChildren()
        .add(
            Ui.row(
                8,
                Ui.sign(Tone.GOOD),
                Ui.label(Texts.of("data.passed", passed, report.findings().size()), "muted")));
    String name = String.valueOf(Path.of(report.source()).getFileName());
    return new Card(
        name,
        Texts.of(
            "data.below",
            Formats.count(report.rows()),
            report.columns().size(),
            report.sha256().brief()),
        table,
        findings);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Formats.number(value.getAsDouble()) : "–";
  }

  private static String frequent(Column column) {
    return String.join(", ", column.top().stream().limit(4).toList());
  }

  private Card evaluation(Shown shown) {
    Button run = Ui.button(Texts.of("data.evaluate"), "fth-target", model::evaluate);
    run.setId("evaluate");
    if (shown.evaluation().isEmpty()) {
      return new Card(
              Texts.of("data.quality"),
              "",
              Ui.wrapped(Texts.of("data.not-evaluated"), "muted"),
              new CommandLine(model.command()))
          .with(run);
    }
    Evaluation evaluation = shown.evaluation().get().value();
    HBox number =
        Ui.row(
            8,
            Ui.label(Formats.decimals(evaluation.score().value(), 3), "figure-number"),
            Ui.label(evaluation.metric(), "figure-unit"));
    number.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    var facts =
        Ui.column(
            0,
            Ui.fact(Texts.of("data.interval"), Formats.interval(evaluation.score())),
            Ui.fact(Texts.of("data.rows"), Formats.count(evaluation.rows())));
    shown
        .floor()
        .ifPresent(floor ->
            facts.getChildren().add(Ui.fact(Texts.of("data.floor"), Formats.decimals(floor, 3))));
    facts
        .getChildren()
        .add(Ui.fact(Texts.of("data.baseline"), Formats.decimals(evaluation.baseline(), 3)));
    evaluation
        .metrics()
        .forEach((name, value) -> {
          if (!name.equals(evaluation.metric())) {
            facts.getChildren().add(Ui.fact(name, Formats.decimals(value, 3)));
          }
        });
    return new Card(
            Texts.of("data.quality"),
            Texts.of("data.quality-below"),
            number,
            facts,
            slices(evaluation, shown.floor()),
            new CommandLine(model.command()))
        .with(run);
  }

  private static VBox slices(Evaluation evaluation, Optional<Double> floor) {
    var rows = Ui.column(0);
    for (Evaluation.Slice slice : evaluation.slices()) {
      Tone tone = tone(slice, floor, evaluation.higherIsBetter());
      String group = slice.value().isBlank() ? Texts.of("data.no-value") : slice.value();
      HBox row =
          Ui.row(
              8,
              Ui.sign(tone),
              Ui.label(slice.column() + " " + group),
              Ui.spacer(),
              Ui.label(Formats.decimals(slice.score().value(), 3), "fact-value"),
              Ui.label(
                  Texts.of("data.slice", Formats.interval(slice.score()), slice.rows()),
                  "muted",
                  "small"));
      row.getStyleClass().add("fact");
      row.setAccessibleText(slice.column() + " " + group);
      rows.getChildren().add(row);
    }
    return Ui.column(4, Ui.label(Texts.of("data.slices"), "field-name"), rows);
  }

  private static Tone tone(Evaluation.Slice slice, Optional<Double> floor, boolean higher) {
    if (floor.isEmpty()) {
      return Tone.NEUTRAL;
    }
    double limit = floor.get();
    boolean surely = higher ? slice.score().low() >= limit : slice.score().high() <= limit;
    boolean never = higher ? slice.score().high() < limit : slice.score().low() > limit;
    return surely ? Tone.GOOD : never ? Tone.BAD : Tone.UNSURE;
  }

  /// Every class that was true or answered; a pair that never came up is not in the counts.
  private static List<String> answers(Evaluation evaluation) {
    var answers = new TreeSet<String>(evaluation.confusion().keySet());
    evaluation.confusion().values().forEach(counts -> answers.addAll(counts.keySet()));
    return List.copyOf(answers);
  }

  private static Label cell(String truth, String answer, int count) {
    boolean right = truth.equals(answer);
    Label label =
        Ui.label(Formats.count(count), "cell", right ? "right" : count > 0 ? "wrong" : "none");
    label.setMaxWidth(Double.MAX_VALUE);
    label.setPrefWidth(90);
    GridPane.setHgrow(label, Priority.ALWAYS);
    label.setAccessibleText(String.format(Locale.ROOT, "%s, %s: %d", truth, answer, count));
    return label;
  }

  private static Card confusion(Evaluation evaluation) {
    var grid = new GridPane();
    grid.getStyleClass().add("confusion");
    grid.setHgap(6);
    grid.setVgap(6);
    List<String> answers = answers(evaluation);
    for (int i = 0; i < answers.size(); i++) {
      var name = Ui.label(answers.get(i), "muted", "small", "centred");
      name.setMaxWidth(Double.MAX_VALUE);
      grid.add(name, i + 1, 0);
    }
    int row = 1;
    for (var truth : evaluation.confusion().entrySet()) {
      grid.add(Ui.label(truth.getKey(), "muted", "small"), 0, row);
      for (int i = 0; i < answers.size(); i++) {
        grid.add(
            cell(truth.getKey(), answers.get(i), truth.getValue().getOrDefault(answers.get(i), 0)),
            i + 1,
            row);
      }
      row++;
    }
    return new Card(Texts.of("data.confusion"), Texts.of("data.confusion-below"), grid);
  }
}
