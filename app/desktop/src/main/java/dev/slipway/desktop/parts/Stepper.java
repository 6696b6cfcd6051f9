// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Shows numbered steps: done, current, to come. A click goes back to a step that is done.
public final class Stepper extends HBox {

  private final IntegerProperty step;
  private final List<String> titles;

  public Stepper(List<String> titles, IntegerProperty step) {
    super(14);
    this.step = step;
    this.titles = List.copyOf(titles);
    getStyleClass().addAll("card", "tool-row", "stepper");
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    step.subscribe(now -> show(now.intValue()));
  }

  private void show(int now) {
    getChildren().clear();
    for (int i = 0; i < titles.size(); i++) {
      if (i > 0) {
        var line = new Region();
        line.getStyleClass().add("step-line");
        HBox.setHgrow(line, Priority.ALWAYS);
        getChildren().add(line);
      }
      getChildren().add(step(i, now));
    }
  }

  private Button step(int index, int now) {
    Label circle = Ui.label(index < now ? "" : String.valueOf(index + 1), "circle");
    if (index < now) {
      circle.setGraphic(Ui.icon("fth-check"));
      circle.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }
    var button =
        new Button(
            titles.get(index), Ui.row(10, circle, Ui.label(titles.get(index), "step-title")));
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().setAll("step", index < now ? "done" : index == now ? "now" : "later");
    button.setMinWidth(USE_PREF_SIZE);
    button.setDisable(index > now);
    button.setAccessibleText(index + 1 + " " + titles.get(index));
    button.setOnAction(event -> step.set(index));
    return button;
  }
}
