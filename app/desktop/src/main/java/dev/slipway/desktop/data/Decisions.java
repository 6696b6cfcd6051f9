// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Words;
import dev.slipway.data.Suspicion;
import dev.slipway.desktop.data.DataViewModel.Shown;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What a person decides about a column, each with one click: its class, and the input that it
/// fills.
final class Decisions {

  private Decisions() {}

  static List<Node> of(DataViewModel model, ColumnLine line, Shown shown) {
    List<Node> parts = new ArrayList<>();
    parts.add(classes(model, line));
    boolean feeds = line.role() != ColumnLine.Role.LABEL && !shown.inputs().isEmpty();
    if (feeds) {
      parts.add(inputs(model, line, shown));
    }
    return parts;
  }

  private static VBox classes(DataViewModel model, ColumnLine line) {
    var buttons = new FlowPane(6, 6);
    for (String each : DataViewModel.CLASSES) {
      boolean chosen = line.decided().filter(each::equals).isPresent();
      var button = new ToggleButton(each);
      button.setId("class-" + each);
      button.getStyleClass().add("tier");
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.setSelected(chosen);
      button.setTooltip(Ui.tip(Texts.of("data.class-tip." + each)));
      button.setOnAction(event -> {
        // A click on the chosen one takes the decision back.
        button.setSelected(chosen);
        model.decide(line.name(), chosen ? Optional.empty() : Optional.of(each));
      });
      buttons.getChildren().add(button);
    }
    var box = new VBox(6, Ui.label(Texts.of("data.class-title"), "field-name"), buttons);
    box.getChildren().add(asked(line));
    return box;
  }

  private static Node asked(ColumnLine line) {
    if (line.suspicion().isEmpty()) {
      return Ui.wrapped(Texts.of("data.class-below"), "muted", "small");
    }
    Suspicion suspicion = line.suspicion().get();
    Label said =
        Ui.wrapped(
            Texts.of(
                "data.class-suspect",
                suspicion.trait().text(),
                Words.id(suspicion.confidence()),
                suspicion.because()),
            line.decided().isEmpty() ? "unsure" : "muted",
            "small");
    if (line.decided().isEmpty()) {
      said.setGraphic(Ui.sign(Tone.UNSURE));
    }
    return said;
  }

  private static VBox inputs(DataViewModel model, ColumnLine line, Shown shown) {
    String own = Texts.of("data.input-own");
    var box = new ComboBox<String>();
    box.setId("column-input");
    box.setAccessibleText(Texts.of("data.input-title"));
    box.getItems().add(own);
    box.getItems().addAll(shown.inputs());
    String now = line.fed().filter(input -> !input.equals(line.name())).orElse(own);
    box.setValue(now);
    Button map =
        Ui.button(
            Texts.of("data.input-map"),
            "fth-link",
            () ->
                model.map(
                    line.name(),
                    box.getValue().equals(own) ? Optional.empty() : Optional.of(box.getValue())));
    map.setId("column-map");
    box.valueProperty().subscribe(value -> map.setDisable(now.equals(value)));
    List<String> unfilled = unfilled(shown);
    HBox row = Ui.row(8, Ui.grow(box), map);
    var part =
        new VBox(
            6,
            Ui.label(Texts.of("data.input-title"), "field-name"),
            row,
            Ui.wrapped(Texts.of("data.input-below"), "muted", "small"));
    if (!unfilled.isEmpty()) {
      part.getChildren()
          .add(Ui.wrapped(Texts.of("data.input-unfilled", String.join(", ", unfilled)), "invalid"));
    }
    return part;
  }

  /// Inputs that no column fills, though the model needs them.
  private static List<String> unfilled(Shown shown) {
    boolean known = shown.columns().stream().anyMatch(each -> each.fed().isPresent());
    List<String> filled = shown.columns().stream().flatMap(each -> each.fed().stream()).toList();
    return known
        ? shown.inputs().stream().filter(input -> !filled.contains(input)).toList()
        : List.of();
  }
}
