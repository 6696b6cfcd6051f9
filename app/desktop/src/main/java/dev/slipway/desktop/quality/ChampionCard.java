// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.FileField;
import dev.slipway.desktop.parts.IntervalBar;
import dev.slipway.desktop.parts.Scale;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.quality.QualityViewModel.Shown;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import java.util.OptionalDouble;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Compares the model with the champion, the model in production, as far as the rows can tell.
final class ChampionCard {

  private static final List<String> MODELS =
      List.of("*.onnx", "*.tribuo", "*.pb", "*.json", "*.ubj", "*.txt");

  private final QualityViewModel model;
  private final Chooser chooser;

  private ChampionCard(QualityViewModel model, Chooser chooser) {
    this.model = model;
    this.chooser = chooser;
  }

  static Card of(Shown shown, QualityViewModel model, Chooser chooser) {
    var made = new ChampionCard(model, chooser);
    var card =
        new Card(Texts.of("quality.champion"), Texts.of("quality.champion-below"), made.form());
    shown.champion().ifPresent(found -> card.getChildren().add(result(found)));
    card.setId("champion");
    return card;
  }

  private VBox form() {
    var file =
        new FileField(
            "champion",
            Texts.of("quality.champion-file"),
            model.championProperty(),
            MODELS,
            chooser);
    var allowed = new TextField();
    allowed.setId("champion-allowed");
    allowed.setAccessibleText(Texts.of("quality.allowed"));
    allowed.textProperty().bindBidirectional(model.allowedProperty());
    allowed.setPrefColumnCount(5);
    Button compare =
        Ui.button(Texts.of("quality.compare"), "fth-git-pull-request", model::challenge);
    compare.setId("champion-compare");
    // Bindings are held weakly: a card is made anew with every result, its old ones are let go.
    compare
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !model.comparable(),
                model.championProperty(),
                model.allowedProperty(),
                model.runningProperty()));
    Label complaint = Ui.wrapped("", "invalid");
    complaint
        .textProperty()
        .bind(Bindings.createStringBinding(model::complaint, model.allowedProperty()));
    complaint.visibleProperty().bind(complaint.textProperty().isNotEmpty());
    complaint.managedProperty().bind(complaint.visibleProperty());
    complaint.setId("champion-complaint");
    HBox wish =
        Ui.row(10, Ui.label(Texts.of("quality.allowed"), "muted"), allowed, Ui.spacer(), compare);
    return Ui.column(8, file, wish, complaint);
  }

  private static VBox result(Recorded<ChampionComparison> recorded) {
    ChampionComparison found = recorded.value();
    Tone tone = tone(found.outcome());
    HBox verdict =
        Ui.row(
            8,
            Ui.sign(tone),
            Ui.label(Texts.of("outcome." + found.outcome().name()), "verdict", tone.styleClass()));
    verdict.setId("champion-verdict");
    recorded
        .stale()
        .ifPresent(why -> {
          var stale = Ui.chip(Texts.of("state.stale"), Tone.UNSURE);
          stale.setTooltip(Ui.tip(why));
          verdict.getChildren().addAll(Ui.spacer(), stale);
        });
    double limit = 0 - found.allowedRegression();
    Scale scale = scale(found.delta(), limit);
    var box =
        Ui.column(
            6,
            verdict,
            new IntervalBar(found.delta(), scale, OptionalDouble.of(limit), tone),
            IntervalBar.axis(scale),
            Ui.fact(
                Texts.of("quality.delta"),
                signed(found.delta().value()) + ", " + Numbers.interval(found.delta())),
            Ui.fact(
                Texts.of("quality.candidate", found.metric()), Numbers.score(found.candidate())),
            Ui.fact(Texts.of("quality.incumbent", found.metric()), Numbers.score(found.champion())),
            Ui.fact(Texts.of("data.rows"), Numbers.count(found.rows())));
    if (found.outcome() == ChampionComparison.Outcome.INCONCLUSIVE) {
      box.getChildren().add(Ui.wrapped(found.verdict().because(), "small", "verdict", "unsure"));
    }
    return box;
  }

  private static Scale scale(Interval delta, double limit) {
    double low = Math.min(Math.min(delta.low(), limit), 0);
    double high = Math.max(Math.max(delta.high(), limit), 0);
    double room = Math.max((high - low) * 0.08, 1e-3);
    return new Scale(low - room, high + room, false);
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + Numbers.score(value);
  }

  private static Tone tone(ChampionComparison.Outcome outcome) {
    return switch (outcome) {
      case BETTER, NOT_WORSE -> Tone.GOOD;
      case WORSE -> Tone.BAD;
      case INCONCLUSIVE -> Tone.UNSURE;
    };
  }
}
