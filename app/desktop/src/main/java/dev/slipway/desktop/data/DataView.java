// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.data.DataReport;
import dev.slipway.data.DataReport.Column;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows the data reports.
public final class DataView extends VBox {

  /// More are scrolled.
  private static final int MOST_ROWS = 11;

  private final DataViewModel model;
  private final StackPane result = new StackPane();

  public DataView(DataViewModel model) {
    super(16);
    this.model = model;
    setId("data");
    getStyleClass().add("page");
    var live = new JobSlot(model.runningProperty(), Texts.of("data.live-hint"), "data-cancel");
    getChildren().addAll(controls(), live, Ui.grow(result));
    Ui.shown(this, model.reports()).subscribe(reports -> reports.ifPresent(this::show));
  }

  private Beside controls() {
    var command = new CommandLine(model.command());
    Button run = Ui.primary(Texts.of("data.check"), "fth-play", model::check);
    run.setId("check-data");
    Runnable check =
        () -> {
          command.setCommand(model.command());
          run.setDisable(!model.checkable());
        };
    model.runningProperty().subscribe(job -> check.run());
    model.reports().subscribe(reports -> check.run());
    var row = new Beside(12, run, Ui.label(Texts.of("data.what"), "muted"), Ui.spacer(), command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private void show(List<DataReport> reports) {
    if (reports.isEmpty()) {
      result
          .getChildren()
          .setAll(
              Ui.empty(
                  "fth-database",
                  Texts.of("data.none-title"),
                  Texts.of("data.none-text"),
                  List.of()));
      return;
    }
    var page = new VBox(16);
    reports.forEach(report -> page.getChildren().add(table(report)));
    page.getStyleClass().add("inner-page");
    result.getChildren().setAll(Ui.scroll(page));
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
                    Texts.of("data.missing"), 80, Column::missing, c -> Numbers.count(c.missing())),
                Columns.number(
                    Texts.of("data.distinct"),
                    80,
                    Column::distinct,
                    c -> Numbers.count(c.distinct())),
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
    Columns.fit(table, rows.size(), MOST_ROWS);
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
            Numbers.count(report.rows()),
            report.columns().size(),
            report.sha256().brief()),
        table,
        findings);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Numbers.grouped(value.getAsDouble()) : "–";
  }

  private static String frequent(Column column) {
    return String.join(", ", column.top().stream().limit(4).toList());
  }
}
