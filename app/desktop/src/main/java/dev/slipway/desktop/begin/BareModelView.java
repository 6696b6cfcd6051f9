// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows a bare model: what it is, whether it will fit, and the screen of the model below; or the
/// assistant in its place.
public final class BareModelView extends StackPane {

  private final BareModelViewModel model;
  private final Node modelScreen;
  private final StackPane place = new StackPane();
  private final VBox head = new VBox(10);
  private final VBox look;
  private final Button begin;
  private Optional<AssistantView> assistant = Optional.empty();

  /// @param modelScreen the screen of the model, which is shown here while a bare one is looked at
  public BareModelView(BareModelViewModel model, Node modelScreen, Around around) {
    this.model = model;
    this.modelScreen = modelScreen;
    setId("bare-model");
    head.getStyleClass().addAll("card", "tool-row");
    head.setId("bare-head");
    var above = new StackPane(head);
    above.getStyleClass().add("bare-above");
    above.setMinHeight(USE_PREF_SIZE);
    look = new VBox(above, Ui.grow(place));
    begin = Ui.primary(Texts.of("bare.begin"), "fth-file-plus", model::assist);
    begin.setId("bare-begin");
    model.headProperty().subscribe(now -> now.ifPresent(this::showHead));
    model
        .assistantProperty()
        .subscribe(now -> {
          assistant = now.map(pages -> new AssistantView(pages, model::leaveAssistant, around));
          show();
        });
    model.assistingProperty().subscribe(now -> show());
  }

  /// Takes the screen of the model, which another place may have had meanwhile, and the focus.
  public void show() {
    if (assistant.isEmpty()) {
      return;
    }
    if (model.assistingProperty().get()) {
      getChildren().setAll(assistant.get());
      assistant.get().begin();
      return;
    }
    place.getChildren().setAll(modelScreen);
    getChildren().setAll(look);
    if (!isFocusWithin()) {
      begin.requestFocus();
    }
  }

  private void showHead(BareModelViewModel.Head now) {
    Button close = Ui.button(Texts.of("bare.close"), "fth-x", model::putAway);
    close.setId("bare-close");
    Label name = Ui.label(now.name(), "card-title");
    name.setMinWidth(0);
    HBox title =
        Ui.row(
            10,
            Ui.icon("fth-eye", "muted-icon"),
            name,
            Ui.chip(now.what()),
            Ui.spacer(),
            begin,
            close);
    head.getChildren()
        .setAll(
            title,
            new Beside(
                28,
                guess("fit.memory", now.memory(), now.fits()),
                guess("fit.latency", now.latency(), Tone.OPEN)),
            Ui.wrapped(Texts.of("fit.assumed", now.assumed()), "muted", "small"));
  }

  private static Node guess(String key, String value, Tone tone) {
    Label name = Ui.label(Texts.of(key), "muted");
    name.setMinWidth(USE_PREF_SIZE);
    Label guessed = Ui.label(value, "fact-value");
    guessed.setMinWidth(USE_PREF_SIZE);
    return Ui.row(8, Ui.sign(tone), name, guessed, Ui.chip(Texts.of("fit.estimate")));
  }
}
