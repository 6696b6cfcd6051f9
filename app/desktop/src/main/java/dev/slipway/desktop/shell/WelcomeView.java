// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Actions;
import dev.slipway.desktop.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows what to do first, while no project is open.
final class WelcomeView extends StackPane {

  private final VBox zone = new VBox(14);
  private final Session session;

  WelcomeView(Session session, Commands.WindowVerbs window) {
    this.session = session;
    getStyleClass().add("welcome");
    zone.getStyleClass().add("drop-zone");
    zone.setAlignment(Pos.CENTER);
    zone.setMaxSize(640, 420);
    getChildren().add(zone);
    session.bareModelProperty().subscribe(model -> show(model, window));
  }

  private void show(Optional<Path> model, Commands.WindowVerbs window) {
    zone.getChildren().setAll(Mark.drawn(64));
    if (model.isPresent()) {
      offer(model.get());
    } else {
      invite(window);
    }
  }

  private void invite(Commands.WindowVerbs window) {
    Button open = Ui.primary(Texts.of("welcome.open"), "fth-folder", window::choose);
    open.setId("welcome-open");
    Button folder = Ui.button(Texts.of("welcome.folder"), "fth-folder-plus", window::chooseFolder);
    folder.setId("welcome-folder");
    HBox buttons = Ui.row(10, open, folder);
    buttons.setAlignment(Pos.CENTER);
    zone.getChildren()
        .addAll(
            Ui.label(Texts.of("welcome.title"), "empty-title"),
            text(Texts.of("welcome.text")),
            buttons,
            text(Texts.of("welcome.drop")),
            new CommandLine("slipway init --model model.onnx"));
  }

  private void offer(Path model) {
    Button begin = Ui.primary(Texts.of("welcome.begin"), "fth-file-plus", session::begin);
    begin.setId("welcome-begin");
    Button not =
        Ui.button(
            Texts.of("welcome.not"),
            "fth-x",
            () -> session.bareModelProperty().set(Optional.empty()));
    HBox buttons = Ui.row(10, begin, not);
    buttons.setAlignment(Pos.CENTER);
    Path folder =
        Files.isDirectory(model) ? model : Optional.ofNullable(model.getParent()).orElse(model);
    zone.getChildren()
        .addAll(
            Ui.label(Texts.of("welcome.bare-title", model.getFileName()), "empty-title"),
            text(Texts.of("welcome.bare-text", Formats.home(folder.toString()))),
            buttons,
            new CommandLine(Actions.beginning(model)));
  }

  private static javafx.scene.control.Label text(String words) {
    var label = Ui.wrapped(words, "muted", "centred");
    label.setMaxWidth(480);
    return label;
  }
}
