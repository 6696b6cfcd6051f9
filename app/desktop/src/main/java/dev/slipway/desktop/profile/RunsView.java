// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.workbench.KeptRun;
import dev.slipway.workbench.RunComparison;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Lays two kept profiles side by side, and runs them in turns.
public final class RunsView extends VBox {

  private static final double NAME = 18;

  private final RunsViewModel model;
  private final StackPane result = new StackPane();
  private final VBox turns = Ui.column(10);
  private final CommandLine command;

  public RunsView(RunsViewModel model) {
    super(16);
    this.model = model;
    setId("runs");
    getStyleClass().add("tab-content");
    command = new CommandLine("");
    command.managedProperty().bind(command.visibleProperty());
    var live =
        JobSlot.watching(
            Texts.of("job.turns"), model.runningProperty(), Texts.of("runs.live"), "runs-cancel");
    getChildren().addAll(controls(), live, Ui.grow(result));
    model.runsProperty().subscribe(runs -> show());
    model.comparedProperty().subscribe(compared -> show());
    model.inTurnsProperty().subscribe(found -> showTurns());
    model.runningProperty().subscribe(job -> showTurns());
  }

  private VBox controls() {
    var sides =
        new Beside(
            12,
            Ui.grow(side("runs.a", "run-a", model.beforeProperty())),
            Ui.grow(side("runs.b", "run-b", model.afterProperty())));
    VBox all = Ui.column(10, sides, command);
    all.setMinHeight(USE_PREF_SIZE);
    all.getStyleClass().addAll("card", "tool-row");
    return all;
  }

  private HBox side(String key, String id, ObjectProperty<Optional<KeptRun>> chosen) {
    var box = new ComboBox<KeptRun>();
    box.setId(id);
    box.setAccessibleText(Texts.of(key));
    box.setPromptText(Texts.of("runs.choose"));
    box.setConverter(new Titles());
    model
        .runsProperty()
        .subscribe(runs -> {
          box.getItems().setAll(runs);
          box.setValue(chosen.get().orElse(null));
        });
    chosen.subscribe(run -> box.setValue(run.orElse(null)));
    box.valueProperty()
        .subscribe(run -> {
          if (run != null && !chosen.get().equals(Optional.of(run))) {
            chosen.set(Optional.of(run));
          }
        });
    Label name = Ui.label(Texts.of(key), "field-name");
    name.setMinWidth(NAME); // no letter is wider, so that both boxes begin at one line
    return Ui.row(8, name, Width.SIDE.of(box));
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
    command.setVisible(model.command().isPresent());
    command.setCommand(model.command().orElse(""));
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
    var page = new VBox(16, RunsTable.of(compared.get()), turnsCard());
    page.getStyleClass().add("inner-page");
    result.getChildren().setAll(Ui.scroll(page));
    showTurns();
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
    var row =
        new Beside(12, run, Ui.grow(Width.WORDS.of(Ui.wrapped(obstacle.orElse(""), "muted"))));
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
          Texts.of(ratio.measure() == Comparison.Measure.LATENCY ? "runs.latency" : "runs.cpu");
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
