// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// A short notice in the corner of the window. It comes and goes without moving, the newest in
/// place of the one before, and stays while the mouse is over it.
final class NoticePane extends VBox {

  private static final Duration LONG = Duration.seconds(8);

  private final Consumer<Screen> go;
  private final PauseTransition time = new PauseTransition(LONG);

  /// @param go shows a screen
  NoticePane(Consumer<Screen> go) {
    this.go = go;
    getStyleClass().add("notice");
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setMinHeight(Region.USE_PREF_SIZE);
    setId("notice");
    time.setOnFinished(event -> close());
    hoverProperty()
        .subscribe(over -> {
          if (over) {
            time.stop();
          } else if (isVisible()) {
            time.playFromStart();
          }
        });
    close();
  }

  void tell(Session.Notice notice) {
    Button close = Ui.iconButton(Texts.of("notice.close"), "fth-x", this::close);
    close.setId("notice-close");
    HBox head = Ui.row(8, Ui.sign(Tone.GOOD), Ui.label(notice.title(), "title"));
    head.getChildren().addAll(Ui.spacer(), close);
    head.setAlignment(Pos.CENTER_LEFT);
    getChildren().setAll(head, Ui.wrapped(notice.text()));
    notice
        .where()
        .ifPresent(screen -> {
          String name = Texts.of("notice.show", Texts.of(screen.key()));
          Button show = Ui.button(name, "fth-arrow-right", () -> show(screen));
          show.setId("notice-show");
          getChildren().add(show);
        });
    setAccessibleText(notice.title() + ". " + notice.text());
    setVisible(true);
    setManaged(true);
    if (isHover()) {
      time.stop();
    } else {
      time.playFromStart();
    }
  }

  private void show(Screen screen) {
    close();
    go.accept(screen);
  }

  private void close() {
    time.stop();
    setVisible(false);
    setManaged(false);
    getChildren().clear();
  }
}
