// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Shows the command line that does the same as a screen's button, ready to be copied.
public final class CommandLine extends HBox {

  private final Label text;

  public CommandLine(String command) {
    super(6);
    getStyleClass().add("command-line");
    text = Ui.label("", "mono");
    text.setGraphic(Ui.icon("fth-terminal", "muted-icon"));
    text.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    text.setMinWidth(60);
    HBox.setHgrow(text, Priority.SOMETIMES);
    Button copy =
        Ui.iconButton(Texts.of("action.copy-command"), "fth-copy", () -> Copying.copy(command()));
    getChildren().addAll(text, copy);
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    setMaxWidth(USE_PREF_SIZE);
    setCommand(command);
  }

  public void setCommand(String command) {
    String shown = Formats.home(command);
    text.setText(shown);
    Ui.tell(text, shown);
    setAccessibleText(Texts.of("action.same-as", shown));
  }

  public String command() {
    return text.getText();
  }
}
