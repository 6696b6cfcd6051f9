// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Stepper;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The assistant: one page at a time in one pane. Enter goes on, Esc goes back.
final class AssistantView extends VBox {

  private final AssistantViewModel model;
  private final Runnable leave;
  private final StackPane place = new StackPane();
  private final ScrollPane scroll = Ui.scroll(place);
  private final AssistantPages pages;
  private final Button next;

  /// @param leave goes back to the model
  AssistantView(AssistantViewModel model, Runnable leave, Around around) {
    super(16);
    this.model = model;
    this.leave = leave;
    pages = new AssistantPages(model, around);
    setId("assistant");
    getStyleClass().add("page");
    next = Ui.primary("", "fth-arrow-right", model::next);
    next.setId("assistant-next");
    getChildren()
        .addAll(new Stepper(model.titles(), model.pageProperty()), Ui.grow(scroll), foot());
    place.getStyleClass().add("inner-page");
    model.pageProperty().subscribe(now -> show());
    model.complaintProperty().subscribe(now -> refresh());
    model.previewProperty().subscribe(now -> refresh());
    addEventFilter(KeyEvent.KEY_PRESSED, this::onEnter);
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
  }

  /// Puts the focus where the first answer goes.
  void begin() {
    applyCss();
    layout();
    place.lookupAll("*").stream()
        .filter(node -> node instanceof TextInputControl && node.isFocusTraversable())
        .findFirst()
        .ifPresentOrElse(Node::requestFocus, next::requestFocus);
  }

  private VBox foot() {
    Button back = Ui.button(Texts.of("begin.back"), "fth-arrow-left", this::back);
    back.setId("assistant-back");
    Button close = Ui.button(Texts.of("begin.close"), "fth-eye", leave);
    close.setId("assistant-close");
    close.setTooltip(Ui.tip(Texts.of("begin.close-tip")));
    Label wrong = Ui.wrapped("", "invalid");
    wrong.setId("assistant-complaint");
    wrong.textProperty().bind(model.complaintProperty());
    var command = new CommandLine("");
    model.commandProperty().subscribe(command::setCommand);
    wrong.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(wrong, Priority.ALWAYS);
    VBox foot = Ui.column(8, Ui.row(10, back, close, wrong, next), command);
    foot.setMinHeight(Region.USE_PREF_SIZE);
    foot.getStyleClass().addAll("card", "tool-row");
    return foot;
  }

  private void show() {
    place.getChildren().setAll(pages.of(model.page()));
    // The file that will be written scrolls itself, and takes the height that there is.
    scroll.setFitToHeight(model.page() == AssistantViewModel.Page.REVIEW);
    refresh();
    begin();
  }

  private void refresh() {
    boolean last = model.page() == AssistantViewModel.Page.REVIEW;
    next.setText(Texts.of(last ? "begin.write" : "begin.next"));
    next.setGraphic(Ui.icon(last ? "fth-check" : "fth-arrow-right"));
    next.setDisable(!model.complaintProperty().get().isEmpty() || (last && !model.isWritable()));
  }

  private void back() {
    if (!model.back()) {
      leave.run();
    }
  }

  private void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      event.consume();
      back();
    } else if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof ButtonBase button) {
      event.consume();
      button.fire();
    }
  }

  /// Enter goes on from every field, also from those that would keep it: a list of choices, unless
  /// it is open, and a table.
  private void onEnter(KeyEvent event) {
    boolean kept =
        event.getTarget() instanceof ButtonBase
            || (event.getTarget() instanceof ComboBox<?> choices && choices.isShowing());
    if (event.getCode() == KeyCode.ENTER && !kept) {
      event.consume();
      model.next();
    }
  }
}
