// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.desktop.begin.WelcomeViewModel.Entry;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/// Shows what to do first, while no project is open: drop something, try a sample, or go on with a
/// project.
public final class WelcomeView extends StackPane {

  /// A text in a button wraps at a width that is known beforehand.
  private static final double TEXT_WIDTH = 320;

  private final WelcomeViewModel model;

  /// @param mark the application's sign
  public WelcomeView(WelcomeViewModel model, Node mark, Runnable choose, Runnable chooseFolder) {
    this.model = model;
    setId("welcome");
    getStyleClass().add("welcome");
    VBox right = Width.SIDE.of(new VBox(16, recent(), samples()));
    VBox zone = Width.TABLE.of(zone(mark, choose, chooseFolder));
    HBox.setHgrow(zone, Priority.ALWAYS);
    var both = new Beside(20, zone, right);
    both.setMaxSize(1120, 620);
    var middle = new StackPane(both);
    ScrollPane all = Ui.scroll(middle);
    all.setFitToHeight(true);
    getChildren().add(all);
  }

  private static VBox zone(Node mark, Runnable choose, Runnable chooseFolder) {
    Button open = Ui.primary(Texts.of("welcome.open"), "fth-folder", choose);
    open.setId("welcome-open");
    Button folder = Ui.button(Texts.of("welcome.folder"), "fth-folder-plus", chooseFolder);
    folder.setId("welcome-folder");
    // Below each other where the width does not do: neither may reach out of what can be scrolled.
    var buttons = new FlowPane(10, 10, open, folder);
    buttons.setAlignment(Pos.CENTER);
    var zone =
        new VBox(
            14,
            mark,
            Ui.label(Texts.of("welcome.title"), "empty-title"),
            text(Texts.of("welcome.text")),
            buttons,
            text(Texts.of("welcome.drop")),
            new CommandLine("slipway init --model model.onnx"));
    zone.getStyleClass().add("drop-zone");
    zone.setAlignment(Pos.CENTER);
    return zone;
  }

  private Node samples() {
    var rows = Ui.column(0);
    var card =
        new Card(
            Texts.of("welcome.samples"),
            "",
            Ui.wrapped(Texts.of("welcome.samples-below", model.copies()), "card-subtitle"),
            rows);
    card.setId("welcome-samples");
    model.samplesProperty().subscribe(found -> show(card, rows, found, this::sample));
    return card;
  }

  private Node recent() {
    var rows = Ui.column(0);
    var card = new Card(Texts.of("welcome.recent"), "", rows);
    card.setId("welcome-recent");
    model.recentProperty().subscribe(found -> show(card, rows, found, this::recent));
    return card;
  }

  private static void show(
      Card card, VBox rows, List<Entry> found, java.util.function.Function<Entry, Node> row) {
    rows.getChildren().setAll(found.stream().map(row).toList());
    card.setVisible(!found.isEmpty());
    card.setManaged(!found.isEmpty());
  }

  private Node sample(Entry sample) {
    Button elsewhere =
        Ui.iconButton(
            Texts.of("welcome.sample-elsewhere"),
            "fth-folder",
            () -> model.openSampleElsewhere(sample));
    elsewhere.setId("sample-elsewhere-" + sample.name());
    Button open = entry("sample-" + sample.name(), sample, sample.says(), model::openSample);
    return Ui.row(6, Ui.grow(open), elsewhere);
  }

  private Node recent(Entry project) {
    String says = WelcomeViewModel.place(project) + "\n" + project.says();
    Button open = entry("recent-" + project.name(), project, says, model::open);
    open.setDisable(project.gone());
    return open;
  }

  private static Button entry(String id, Entry entry, String says, Consumer<Entry> open) {
    var below = new Text(says);
    below.getStyleClass().add("entry-text");
    below.setWrappingWidth(TEXT_WIDTH);
    var words = new VBox(2, Ui.label(entry.name(), "fact-value"), below);
    var button = new Button(entry.name(), words);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setId(id);
    button.getStyleClass().addAll("flat", "welcome-entry");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setMinWidth(0);
    button.setAccessibleText(entry.name() + ". " + says);
    button.setTooltip(Ui.tip(Formats.home(entry.folder().toString())));
    button.setOnAction(event -> open.accept(entry));
    return button;
  }

  private static Label text(String words) {
    var label = Ui.wrapped(words, "muted", "centred");
    label.setMaxWidth(480);
    return label;
  }
}
