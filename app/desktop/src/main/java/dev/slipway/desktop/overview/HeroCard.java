// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.desktop.overview.NextSteps.Hero;
import dev.slipway.desktop.overview.NextSteps.Step;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The first round through the voyage: three steps, what each takes, and one button that stands
/// out.
final class HeroCard extends VBox {

  private final Consumer<Action> act;

  /// @param stated the objectives as they are stated
  HeroCard(Hero hero, List<String> stated, Consumer<Action> act) {
    super(18);
    this.act = act;
    setId("overview-hero");
    getStyleClass().addAll("card", "hero");
    if (hero.fresh()) {
      getChildren()
          .add(
              Ui.column(
                  4,
                  Ui.label(Texts.of("overview.hero-title"), "hero-title"),
                  Ui.wrapped(Texts.of("overview.hero-text"), "muted")));
    }
    var row = new HBox(14);
    row.setAlignment(Pos.CENTER_LEFT);
    for (int i = 0; i < hero.steps().size(); i++) {
      Step step = hero.steps().get(i);
      if (i > 0) {
        row.getChildren().add(Ui.icon("fth-chevron-right", "muted-icon"));
      }
      row.getChildren().add(Ui.grow(step(i + 1, step, hero)));
    }
    getChildren().add(row);
    if (hero.fresh() && !stated.isEmpty()) {
      getChildren()
          .add(
              Ui.wrapped(
                  Texts.of(
                      "overview.hero-stated", String.join(" · ", stated).replace("≤ ", "≤\u00a0")),
                  "muted",
                  "small"));
    }
  }

  private Node step(int number, Step step, Hero hero) {
    boolean now = hero.now().equals(Optional.of(step));
    var circle =
        new StackPane(
            step.done()
                ? Ui.icon("fth-check", "hero-done")
                : Ui.label(String.valueOf(number), "hero-number"));
    circle.getStyleClass().addAll("hero-circle", step.done() ? "done" : now ? "now" : "later");
    circle.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    String title = step.done() ? step.action().again() : step.action().title();
    VBox words =
        Ui.column(
            3,
            Ui.label(step.action().title(), "strong"),
            Ui.label(step.done() ? Texts.of("stage.done") : step.time(), "muted", "small"));
    words.setMinWidth(0);
    HBox named = Ui.row(12, circle, Ui.grow(words));
    named.setMinWidth(hero.fresh() ? 0 : Region.USE_PREF_SIZE);
    var head = new Beside(12, Ui.grow(named));
    VBox box = Ui.column(10, head);
    if (hero.fresh()) {
      box.getChildren().add(Ui.wrapped(step.text(), "muted"));
    }
    if (!step.done()) {
      Button button =
          now
              ? Ui.primary(title, step.action().icon(), () -> act.accept(step.action()))
              : Ui.button(title, step.action().icon(), () -> act.accept(step.action()));
      button.setId("hero-" + number);
      if (hero.fresh()) {
        box.getChildren().addAll(Ui.spacer(), button);
      } else {
        head.getChildren().add(button);
      }
    }
    box.setPrefWidth(200);
    box.setMinWidth(0);
    return box;
  }
}
