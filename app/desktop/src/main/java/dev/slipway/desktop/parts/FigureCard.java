// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A number in large, with its verdict and what it rests on.
public final class FigureCard extends VBox {

  public FigureCard(Figure figure) {
    super(5);
    Label number = Ui.label(figure.number(), "figure-number");
    HBox value = Ui.row(6, number, Ui.label(figure.unit(), "figure-unit"));
    value.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    HBox title = Ui.row(8, Ui.label(figure.title(), "figure-title"), Ui.spacer());
    figure
        .stale()
        .ifPresent(why -> {
          Label stale = Ui.chip(Texts.of("state.stale"), Tone.UNSURE);
          stale.setTooltip(Ui.tip(why));
          title.getChildren().add(stale);
        });
    getChildren().addAll(title, value);
    if (!figure.verdict().isEmpty()) {
      getChildren()
          .add(
              Ui.row(
                  6,
                  Ui.sign(figure.tone()),
                  Ui.label(figure.verdict(), "verdict", figure.tone().styleClass())));
    }
    // A line may end before an interval, not within it.
    String unbroken = figure.context().replace(" to ", "\u00a0to\u00a0");
    Label context = Ui.wrapped(unbroken, "muted", "small");
    context.setTooltip(Ui.tip(figure.context()));
    getChildren().add(context);
    getStyleClass().addAll("card", "figure");
    setAccessibleText(
        String.join(
            " ",
            figure.title(),
            figure.number(),
            figure.unit(),
            figure.verdict(),
            figure.context()));
    HBox.setHgrow(this, Priority.ALWAYS);
    setMaxWidth(Double.MAX_VALUE);
    setPrefWidth(200);
    setMinWidth(0);
  }
}
