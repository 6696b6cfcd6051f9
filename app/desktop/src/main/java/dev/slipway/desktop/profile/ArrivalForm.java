// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.FileField;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.desktop.profile.ArrivalChoice.Kind;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Chooses how requests come.
final class ArrivalForm extends VBox {

  private static final List<String> FILES = List.of("*.csv", "*.txt", "*.*");

  private final ArrivalChoice model;
  private final Chooser chooser;
  private final HBox more = Ui.row(8);

  ArrivalForm(ArrivalChoice model, Chooser chooser) {
    super(4);
    this.model = model;
    this.chooser = chooser;
    setAlignment(Pos.CENTER_LEFT);
    var box = new ComboBox<Kind>();
    box.setId("arrival");
    box.setAccessibleText(Texts.of("arriving.name"));
    box.setTooltip(Ui.tip(Texts.of("arriving.tip")));
    box.getItems().setAll(Kind.values());
    box.setConverter(new Names());
    box.valueProperty().bindBidirectional(model.kindProperty());
    box.setMinWidth(USE_PREF_SIZE);
    var none = Ui.label(Texts.of("arriving.none"), "muted", "small");
    none.setId("arrival-none");
    none.managedProperty().bind(none.visibleProperty());
    model.patternProperty().subscribe(pattern -> none.setVisible(pattern.isEmpty()));
    Label name = Ui.label(Texts.of("arriving.name"), "field-name");
    name.setLabelFor(box);
    name.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(Ui.row(8, name, box, more), none);
    model.kindProperty().subscribe(this::show);
  }

  private void show(Kind kind) {
    more.getChildren()
        .setAll(
            switch (kind) {
              case POISSON, CONSTANT -> List.<Node>of();
              case BURST ->
                  List.of(
                      field("on", model.onProperty()),
                      Ui.label(Texts.of("arriving.between"), "muted"),
                      field("off", model.offProperty()));
              case TRACE ->
                  List.of(
                      Width.FILTER.of(
                          new FileField(
                              "arrival-trace",
                              Texts.of("arriving.trace-file"),
                              model.traceProperty(),
                              FILES,
                              chooser)));
            });
    more.setManaged(!more.getChildren().isEmpty());
  }

  private static TextField field(String name, StringProperty value) {
    var field = new TextField();
    field.setId("arrival-" + name);
    field.setAccessibleText(Texts.of("arriving." + name));
    field.setTooltip(Ui.tip(Texts.of("arriving." + name)));
    field.textProperty().bindBidirectional(value);
    return Width.FIELD.of(field);
  }

  private static final class Names extends StringConverter<Kind> {
    @Override
    public String toString(Kind kind) {
      return kind == null ? "" : Texts.of("arriving." + Words.id(kind));
    }

    @Override
    public Kind fromString(String typed) {
      throw new UnsupportedOperationException("nothing is typed here");
    }
  }
}
