// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Interval;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.IntervalBar;
import dev.slipway.desktop.parts.Scale;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.workbench.RunComparison;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The percentiles of two runs, each with its interval, on one axis in milliseconds.
final class RunsTable {

  private final Scale scale;
  private final GridPane grid = new GridPane();

  private RunsTable(List<RunComparison.Row> rows) {
    scale = scale(rows);
  }

  static Card of(RunComparison compared) {
    var card =
        new Card(
            Texts.of(compared.served() ? "runs.served" : "runs.alone"),
            "",
            Ui.wrapped(Texts.of("runs.below"), "card-subtitle"));
    if (compared.rows().isEmpty()) {
      card.getChildren().add(Ui.wrapped(Texts.of("runs.no-rows")));
    } else {
      var table = new RunsTable(compared.rows());
      table.fill(compared.rows());
      card.getChildren().add(Ui.across(table.grid));
    }
    compared.cautions().forEach(why -> card.getChildren().add(Ui.wrapped(why, "unsure")));
    compared
        .machine()
        .forEach(d ->
            card.getChildren()
                .add(
                    Ui.wrapped(Texts.of("runs.machine", d.what(), d.before(), d.now()), "unsure")));
    return card;
  }

  private void fill(List<RunComparison.Row> rows) {
    grid.setId("runs-table");
    grid.setHgap(14);
    var name = new ColumnConstraints();
    name.setHalignment(HPos.LEFT);
    name.setMinWidth(Region.USE_PREF_SIZE);
    var plot = new ColumnConstraints();
    plot.setHgrow(Priority.ALWAYS);
    plot.setMinWidth(160);
    grid.getColumnConstraints().addAll(name, name, plot);
    for (RunComparison.Row row : rows) {
      Tone tone = tone(row.outcome());
      Label said = Ui.label(said(row), "verdict", tone.styleClass());
      said.setGraphic(Ui.sign(tone));
      said.setMinWidth(Region.USE_PREF_SIZE);
      line(row.a().percentile().toString(), "A", row.a(), Ui.label(""));
      line("", "B", row.b(), said);
    }
    grid.add(IntervalBar.axis(scale), 2, grid.getRowCount());
  }

  private void line(String at, String side, AtPercentile value, Label said) {
    var interval =
        new Interval(millis(value.value()), millis(value.low()), millis(value.high()), 0.95);
    String text =
        Texts.of(
            "profile.percentile-value",
            Formats.duration(value.value()),
            Formats.duration(value.low()),
            Formats.duration(value.high()));
    var bar = new IntervalBar(interval, scale, OptionalDouble.empty(), Tone.NEUTRAL);
    bar.setAccessibleText(side + " " + value.percentile() + " " + text);
    Label number = Ui.label(text, "fact-value");
    number.setMinWidth(Region.USE_PREF_SIZE);
    grid.addRow(
        grid.getRowCount(), Ui.label(at, "strong"), Ui.label(side, "muted"), bar, number, said);
  }

  private static double millis(Duration value) {
    return value.toNanos() / 1e6;
  }

  /// From the lowest end to the highest.
  private static Scale scale(List<RunComparison.Row> rows) {
    List<AtPercentile> all = rows.stream().flatMap(row -> Stream.of(row.a(), row.b())).toList();
    double low = all.stream().mapToDouble(at -> millis(at.low())).min().orElse(0.1);
    double high = all.stream().mapToDouble(at -> millis(at.high())).max().orElse(1);
    return new Scale(Math.max(low, 1e-6) / 1.2, Math.max(high, 2e-6) * 1.2, true);
  }

  private static Tone tone(RunComparison.Outcome outcome) {
    return switch (outcome) {
      case LESS -> Tone.GOOD;
      case MORE -> Tone.BAD;
      case NOT_TOLD_APART -> Tone.OPEN;
    };
  }

  private static String said(RunComparison.Row row) {
    String ratio = Formats.decimals(row.ratio(), 2);
    return switch (row.outcome()) {
      case LESS -> Texts.of("runs.less", ratio);
      case MORE -> Texts.of("runs.more", ratio);
      case NOT_TOLD_APART -> Texts.of("runs.overlap", ratio);
    };
  }
}
