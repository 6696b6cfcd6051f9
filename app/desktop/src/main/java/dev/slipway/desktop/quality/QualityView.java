// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.CalibrationChart;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Figure;
import dev.slipway.desktop.parts.FigureCard;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.quality.QualityViewModel.Shown;
import dev.slipway.evaluate.Calibration;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.QualityGate;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.QualitySection;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screen of the evaluation: score, verdict, groups, curves, mistakes, calibration, champion.
public final class QualityView extends VBox {

  private final QualityViewModel model;
  private final Chooser chooser;
  private final StackPane result = new StackPane();
  private final StackPane cell = new StackPane();
  private final StackPane off = new StackPane();
  private final StackPane group = new StackPane();

  public QualityView(QualityViewModel model, Chooser chooser) {
    super(16);
    this.model = model;
    this.chooser = chooser;
    setId("quality");
    getStyleClass().add("page");
    var live =
        new JobSlot(model.runningProperty(), Texts.of("quality.live-hint"), "evaluate-cancel");
    getChildren().addAll(controls(), live, Ui.grow(result));
    model.cellProperty().subscribe(found -> place(cell, found.map(CellCard::of)));
    model.groupProperty().subscribe(found -> place(group, found.map(CellCard::ofGroup)));
    model.offProperty().subscribe(found -> place(off, found.map(ResidualsCard::rows)));
    Ui.shown(this, model.shown()).subscribe(shown -> shown.ifPresent(this::show));
  }

  private static void place(StackPane in, Optional<Card> card) {
    in.getChildren().setAll(card.stream().toList());
    in.setManaged(card.isPresent());
  }

  private Beside controls() {
    var command = new CommandLine(model.command());
    Button run = Ui.primary(Texts.of("data.evaluate"), "fth-play", model::evaluate);
    run.setId("evaluate");
    Runnable check =
        () ->
            run.setDisable(
                model.runningProperty().get().isPresent()
                    || model.shown().getValue().filter(Shown::hasData).isEmpty());
    model.runningProperty().subscribe(job -> check.run());
    model
        .shown()
        .subscribe(shown -> {
          command.setCommand(model.command());
          check.run();
        });
    var row =
        new Beside(12, run, Ui.label(Texts.of("quality.what"), "muted"), Ui.spacer(), command);
    row.getStyleClass().addAll("card", "tool-row");
    return row;
  }

  private void show(Shown shown) {
    if (shown.evaluation().isEmpty()) {
      String key = shown.hasData() ? "quality.none" : "quality.no-data";
      result
          .getChildren()
          .setAll(
              Ui.empty("fth-target", Texts.of(key + "-title"), Texts.of(key + "-text"), List.of()));
      return;
    }
    Evaluation evaluation = shown.evaluation().get().value();
    var left = new VBox(16, GroupsCard.of(shown, evaluation, model::findGroup), group);
    if (!evaluation.curves().isEmpty()) {
      left.getChildren().add(CurvesCard.of(evaluation.curves()));
    }
    left.getChildren().add(ChampionCard.of(shown, model, chooser));
    var right = new VBox(16);
    evaluation
        .residuals()
        .ifPresent(found -> right.getChildren().addAll(ResidualsCard.of(found, model), off));
    if (!evaluation.confusion().isEmpty()) {
      right.getChildren().add(ConfusionCard.of(evaluation, model::find));
      right.getChildren().add(cell);
    }
    evaluation.calibration().ifPresent(found -> right.getChildren().add(calibration(found)));
    boolean leftIsShort =
        shown.champion().isEmpty()
            && evaluation.calibration().isPresent()
            && evaluation.curves().isEmpty();
    (leftIsShort ? left : right).getChildren().add(metrics(evaluation));
    HBox.setHgrow(left, Priority.ALWAYS);
    Width.WIDE.of(left);
    Width.SIDE.of(right);
    var doubts = new VBox(8);
    QualitySection.doubts(evaluation)
        .forEach(doubt -> doubts.getChildren().add(new FindingRow(doubt)));
    var page = new VBox(16, figures(shown, shown.evaluation().get()));
    if (!doubts.getChildren().isEmpty()) {
      page.getChildren().add(doubts);
    }
    page.getChildren().add(new Beside(16, left, right));
    page.getStyleClass().add("inner-page");
    page.setId("quality-page");
    result.getChildren().setAll(Ui.scroll(page));
  }

  private static Beside figures(Shown shown, Recorded<Evaluation> recorded) {
    Evaluation evaluation = recorded.value();
    double uplift = evaluation.uplift();
    var row =
        new Beside(
            16,
            new FigureCard(
                new Figure(
                    Texts.of("quality.on-holdout"),
                    Numbers.score(evaluation.score().value()),
                    evaluation.metric(),
                    Texts.of(
                        "overview.quality-context",
                        Numbers.count(evaluation.rows()),
                        evaluation.interval()),
                    "",
                    Tone.NEUTRAL,
                    recorded.stale())),
            new FigureCard(judged(shown, evaluation)),
            new FigureCard(
                new Figure(
                    Texts.of("quality.baseline"),
                    (uplift > 0 ? "+" : "") + Numbers.score(uplift),
                    evaluation.metric(),
                    Texts.of("quality.baseline-is", Numbers.score(evaluation.baseline())),
                    Texts.of(
                        uplift > 0
                            ? "quality.better"
                            : uplift < 0 ? "quality.worse" : "quality.same"),
                    uplift > 0 ? Tone.GOOD : Tone.BAD,
                    Optional.empty())));
    // The height is that at this width: three share the row, and their texts take one line.
    row.getChildren().forEach(card -> Width.FIGURE.of((Region) card));
    return row;
  }

  private static Figure judged(Shown shown, Evaluation evaluation) {
    Optional<Verdict> verdict = shown.verdict();
    String title = Texts.of(evaluation.higherIsBetter() ? "quality.floor" : "quality.ceiling");
    if (verdict.isEmpty()) {
      return new Figure(
          title, "–", "", Texts.of("quality.no-floor"), "", Tone.OPEN, Optional.empty());
    }
    String context =
        verdict.get() instanceof Verdict.Inconclusive open
            ? open.moreNeeded() > 0 ? needed(shown, evaluation, open) : open.because()
            : Texts.of("quality.by-interval");
    return new Figure(
        title,
        shown.quality().map(asked -> Double.toString(asked.floor())).orElse("–"),
        evaluation.metric(),
        context,
        verdict.get().word(),
        Tone.of(verdict.get()),
        Optional.empty());
  }

  private static String needed(Shown shown, Evaluation evaluation, Verdict.Inconclusive open) {
    double floor = shown.quality().orElseThrow().floor();
    return QualityGate.needed(evaluation, Optional.empty(), floor, open.moreNeeded());
  }

  private static Card metrics(Evaluation evaluation) {
    var facts = Ui.column(0);
    QualitySection.metrics(evaluation)
        .rows()
        .forEach(row -> facts.getChildren().add(Ui.fact(row.name(), row.value())));
    return new Card(Texts.of("quality.metrics"), Texts.of("quality.metrics-below"), facts);
  }

  private static Node calibration(Calibration found) {
    var chart = new CalibrationChart(found);
    chart.setPrefHeight(280);
    chart.setMinHeight(240);
    var card =
        new Card(
            Texts.of("quality.calibration"),
            Texts.of("quality.calibration-below", Numbers.percent(found.expectedError())),
            chart,
            Ui.wrapped(Texts.of("quality.calibration-read"), "muted", "small"));
    card.setId("calibration");
    return card;
  }
}
