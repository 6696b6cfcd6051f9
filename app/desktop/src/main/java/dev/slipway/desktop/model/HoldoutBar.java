// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.workbench.HoldoutRows.HoldoutRow;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Fills the form from the holdout: any row of it, or one that the model gets wrong.
final class HoldoutBar extends VBox {

  private static final int MOST_SHOWN = 5;

  private final ComboBox<HoldoutRow> rows = new ComboBox<>();
  private final Label truth = Ui.wrapped("", "muted", "small");
  private boolean following;

  HoldoutBar(HoldoutPicker picker) {
    super(6);
    rows.setId("play-rows");
    rows.setPromptText(Texts.of("play.rows"));
    rows.setAccessibleText(Texts.of("play.rows"));
    rows.setMaxWidth(Double.MAX_VALUE);
    Width.NARROW.of(rows);
    rows.setConverter(words());
    HBox.setHgrow(rows, Priority.ALWAYS);
    rows.setOnShowing(event -> picker.read());
    rows.valueProperty()
        .subscribe(row -> {
          if (row != null && !following) {
            picker.pick(row);
          }
        });
    Button wrong = Ui.button(Texts.of("play.wrong"), "fth-alert-circle", picker::misclassified);
    wrong.setId("play-wrong");
    wrong.setTooltip(Ui.tip(Texts.of("play.wrong-tip")));
    picker.runningProperty().subscribe(job -> wrong.setDisable(job.isPresent()));
    truth.setId("play-truth");
    getChildren().addAll(new Beside(8, rows, wrong), truth);
    picker.rowsProperty().subscribe(read -> rows.getItems().setAll(read));
    picker
        .pickedProperty()
        .subscribe(picked -> {
          following = true;
          rows.setValue(picked.orElse(null));
          following = false;
          truth.setText(
              picked
                  .map(row -> Texts.of("play.truth", Numbers.count(row.number() + 1L), row.truth()))
                  .orElse(""));
          truth.setVisible(picked.isPresent());
          truth.setManaged(picked.isPresent());
        });
  }

  private static StringConverter<HoldoutRow> words() {
    return new StringConverter<>() {
      @Override
      public String toString(HoldoutRow row) {
        if (row == null) {
          return "";
        }
        List<String> values = List.copyOf(row.values().values());
        return Texts.of(
            "play.row-said",
            Numbers.count(row.number() + 1L),
            row.truth(),
            values.stream().limit(MOST_SHOWN).collect(Collectors.joining(", ")));
      }

      @Override
      public HoldoutRow fromString(String text) {
        throw new UnsupportedOperationException("rows are chosen, not typed");
      }
    };
  }
}
