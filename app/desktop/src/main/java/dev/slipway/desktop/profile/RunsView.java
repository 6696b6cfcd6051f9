// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Durations;
import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.IntervalBar;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Scale;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.workbench.KeptRun;
import dev.slipway.workbench.RunComparison;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Lays two kept profiles side by side, and runs them in turns.
public final class RunsView extends VBox {

  private final RunsViewModel model;
  private final VBox result = new VBox(16);
  private final VBox turns = Ui.column(10);
  private final CommandLine command;

  public RunsView(RunsViewModel model) {
    super(16);
    this.model = model;
    setId("runs");
    getStyleClass().add("tab-content");
    command = new CommandLine(model.command());
    result.getStyleClass().add("inner-page");
    var live = new JobSlot(model.runningProperty(), Texts.of("runs.live"), "runs-cancel");
    getChildren().addAll(controls(), live, Ui.grow(Ui.scroll(result)));
    model.runsProperty().subscribe(runs -> show());
    model.comparedProperty().subscribe(compared -> show());
    model.inTurnsProperty().subscribe(found -> showTurns());
    model.runningProperty().subscribe(job -> showTurns());
  }

  private Beside controls() {
    var row =
        new Beside(
            12,
            side("runs.a", "run-a", model.beforeProperty()),
            side("runs.b", "run-b", model.afterProperty()),
            Ui.spacer(),
            command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private HBox side(String key, String id, ObjectProperty<Optional<KeptRun>> chosen) {
    var box = new ComboBox<KeptRun>();
    box.setId(id);
    box.setAccessibleText(Texts.of(key));
    box.setPromptText(Texts.of("runs.choose"));
    box.setConverter(new Titles());
    model.runsProperty().subscribe(runs -> box.getItems().setAll(runs));
    chosen.subscribe(run -> box.setValue(run.orElse(null)));
    box.valueProperty()
        .subscribe(run -> {
          if (run != null && !chosen.get().equals(Optional.of(run))) {
            chosen.set(Optional.of(run));
          }
        });
    return Ui.row(8, Ui.label(Texts.of(key), "field-name"), Width.FORM.of(box));
  }

  private static final class Titles extends StringConverter<KeptRun> {
    @Override
    public String toString(KeptRun run) {
      return run == null ? "" : RunsViewModel.title(run);
    }

    @Override
    public KeptRun fromString(String typed) {
      throw new UnsupportedOperationException("nothing is typed here");
    }
  }

  private void show() {
    command.setCommand(model.command());
    Optional<RunComparison> compared = model.comparedProperty().get();
    if (compared.isEmpty()) {
      result
          .getChildren()
          .setAll(
              Ui.empty(
                  "fth-columns",
                  Texts.of("runs.none-title"),
                  Texts.of("runs.none-text"),
                  List.of()));
      return;
    }
    result.getChildren().setAll(percentiles(compared.get()), turnsCard());
    showTurns();
  }

  private static Card percentiles(RunComparison compared) {
    var grid = new GridPane();
    grid.setId("runs-table");
    grid.setHgap(14);
    grid.getColumnConstraints().addAll(column(HPos.LEFT, 30), column(HPos.LEFT, 14), plot());
    Scale scale = scale(compared.rows());
    for (RunComparison.Row row : compared.rows()) {
      Tone tone = tone(row.outcome());
      Label said = Ui.label(said(row), "verdict", tone.styleClass());
      said.setGraphic(Ui.sign(tone));
      line(grid, row.a().percentile().toString(), "A", row.a(), scale, Ui.label(""));
      line(grid, "", "B", row.b(), scale, said);
    }
    grid.add(IntervalBar.axis(scale), 2, grid.getRowCount());
    var card =
        new Card(
            Texts.of(compared.served() ? "runs.served" : "runs.alone"),
            Texts.of("runs.below"),
            Ui.across(grid));
    compared.cautions().forEach(why -> card.getChildren().add(Ui.wrapped(why, "unsure")));
    compared
        .machine()
        .forEach(d ->
            card.getChildren()
                .add(
                    Ui.wrapped(
                        Texts.of("runs.machine", d.what(), d.before(), d.now()), "unsure")));
    return card;
  }

  private static void line(
      GridPane grid, String at, String side, AtPercentile value, Scale scale, Label said) {
    var interval =
        new Interval(millis(value.value()), millis(value.low()), millis(value.high()), 0.95);
    String text =
        Texts.of(
            "profile.percentile-value",
            Formats.duration(value.value()),
            Formats.duration(value.low()),
            Formats.duration(value.high()));
    var bar = new IntervalBar(interval, scale, java.util.OptionalDouble.empty(), Tone.NEUTRAL);
    bar.setAccessibleText(side + " " + value.percentile() + " " + text);
    Label number = Ui.label(text, "fact-value");
    number.setMinWidth(USE_PREF_SIZE);
    said.setMinWidth(USE_PREF_SIZE);
    grid.addRow(
        grid.getRowCount(), Ui.label(at, "strong"), Ui.label(side, "muted"), bar, number, said);
  }

  private static double millis(Duration value) {
    return value.toNanos() / 1e6;
  }

  private static ColumnConstraints column(HPos side, double least) {
    var column = new ColumnConstraints();
    column.setHalignment(side);
    column.setMinWidth(least);
    return column;
  }

  private static ColumnConstraints plot() {
    var column = new ColumnConstraints();
    column.setHgrow(Priority.ALWAYS);
    column.setMinWidth(160);
    return column;
  }

  /// From the lowest end to the highest, in milliseconds.
  private static Scale scale(List<RunComparison.Row> rows) {
    double low = ends(rows).mapToDouble(at -> millis(at.low())).min().orElse(0.1);
    double high = ends(rows).mapToDouble(at -> millis(at.high())).max().orElse(1);
    return new Scale(Math.max(low, 1e-6) / 1.2, Math.max(high, 2e-6) * 1.2, true);
  }

  private static Stream<AtPercentile> ends(List<RunComparison.Row> rows) {
    return rows.stream().flatMap(row -> Stream.of(row.a(), row.b()));
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

  private Card turnsCard() {
    var card = new Card(Texts.of("runs.turns"), Texts.of("runs.turns-below"), turns);
    card.setId("runs-turns");
    return card;
  }

  private void showTurns() {
    Button run = Ui.primary(Texts.of("runs.turns-run"), "fth-repeat", model::runInTurns);
    run.setId("runs-run");
    Optional<String> obstacle = model.obstacle();
    run.setDisable(obstacle.isPresent() || model.runningProperty().get().isPresent());
    var row = new Beside(12, run, Ui.grow(Width.WORDS.of(Ui.wrapped(obstacle.orElse(""), "muted"))));
    model.turns().ifPresent(line -> row.getChildren().add(new CommandLine(line)));
    turns.getChildren().setAll(row);
    model.inTurnsProperty().get().ifPresent(found -> turns.getChildren().add(ratios(found)));
  }

  private static Node ratios(Comparison found) {
    var lines = Ui.column(8);
    lines.setId("runs-verdict");
    for (Comparison.Ratio ratio : found.ratios()) {
      Tone tone =
          switch (ratio.outcome()) {
            case LESS -> Tone.GOOD;
            case MORE -> Tone.BAD;
            case NO_DIFFERENCE -> Tone.OPEN;
          };
      String measure =
          Texts.of(
              ratio.measure() == Comparison.Measure.LATENCY ? "runs.latency" : "runs.cpu");
      Label verdict =
          Ui.label(
              Texts.of(
                  switch (ratio.outcome()) {
                    case LESS -> "runs.takes-less";
                    case MORE -> "runs.takes-more";
                    case NO_DIFFERENCE -> "runs.no-difference";
                  }),
              "verdict",
              tone.styleClass());
      lines
          .getChildren()
          .addAll(
              Ui.row(8, Ui.sign(tone), Ui.label(measure, "strong"), verdict),
              Ui.wrapped(
                  Texts.of(
                      "runs.ratio",
                      Durations.text(ratio.a()),
                      Durations.text(ratio.b()),
                      Formats.decimals(ratio.ratio().value(), 3),
                      Formats.decimals(ratio.ratio().low(), 3),
                      Formats.decimals(ratio.ratio().high(), 3),
                      Numbers.percent(ratio.noise())),
                  "muted"));
    }
    found.cautions().forEach(why -> lines.getChildren().add(Ui.wrapped(why, "unsure")));
    return lines;
  }
}
