// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.base.Problem;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows a problem: what happened, why, and what to do.
final class ProblemPane extends VBox {

  private final Button done;

  ProblemPane(Problem problem, Runnable close) {
    super(14);
    getStyleClass().addAll("card", "dialog");
    setId("problem");
    setMaxSize(560, Region.USE_PREF_SIZE);
    setAccessibleRole(AccessibleRole.DIALOG);
    setAccessibleText(problem.what());
    HBox title = Ui.row(10, Ui.sign(Tone.BAD), Ui.grow(Ui.wrapped(problem.what(), "dialog-title")));
    getChildren().add(title);
    if (!problem.why().isBlank()) {
      getChildren().add(part("problem.why", problem.why()));
    }
    getChildren().add(part("problem.remedy", problem.remedy()));
    Button copy = Ui.button(Texts.of("action.copy-details"), "fth-copy", () -> copy(problem));
    done = Ui.primary(Texts.of("action.close"), "fth-check", close);
    done.setId("problem-close");
    done.setDefaultButton(true);
    HBox buttons =
        Ui.row(
            10, Ui.label(problem.code().id(), "mono", "muted", "small"), Ui.spacer(), copy, done);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren().add(buttons);
  }

  /// Puts the focus on its button: Enter closes it then, and so does Esc.
  void begin() {
    done.requestFocus();
  }

  private static VBox part(String key, String text) {
    return Ui.column(3, Ui.label(Texts.of(key), "field-name"), Ui.wrapped(text));
  }

  private static void copy(Problem problem) {
    var content = new ClipboardContent();
    content.putString(
        String.join(
            System.lineSeparator(),
            problem.code().id(),
            problem.what(),
            problem.why(),
            problem.remedy()));
    Clipboard.getSystemClipboard().setContent(content);
  }
}
