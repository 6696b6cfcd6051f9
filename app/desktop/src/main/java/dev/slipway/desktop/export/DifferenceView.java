// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.base.Words;
import dev.slipway.bundle.SideBySide;
import dev.slipway.bundle.SideBySide.Kind;
import dev.slipway.bundle.SideBySide.Line;
import dev.slipway.bundle.SideBySide.Row;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Two versions of a file, line beside line, in colour: what is there at the left, what is to be
/// written at the right.
final class DifferenceView extends ListView<Row> {

  private static final double LINE = 21;
  private static final double NUMBER = 44;

  DifferenceView() {
    getStyleClass().add("difference");
    setId("difference");
    setAccessibleText(Texts.of("export.difference"));
    setFixedCellSize(LINE);
    setCellFactory(view -> new RowCell());
  }

  /// Shows them from the first line that differs on.
  void show(SideBySide difference) {
    getItems().setAll(difference.rows());
    for (int i = 0; i < getItems().size(); i++) {
      if (getItems().get(i).kind() != Kind.SAME) {
        scrollTo(Math.max(0, i - 3));
        return;
      }
    }
  }

  private final class RowCell extends ListCell<Row> {
    private final Label beforeNumber = Ui.label("", "line-number");
    private final Label before = Ui.label("", "line", "before");
    private final Label afterNumber = Ui.label("", "line-number");
    private final Label after = Ui.label("", "line", "after");
    private final HBox row = new HBox(beforeNumber, before, afterNumber, after);

    RowCell() {
      for (Label number : new Label[] {beforeNumber, afterNumber}) {
        number.setMinWidth(NUMBER);
        number.setPrefWidth(NUMBER);
      }
      var half =
          Bindings.createDoubleBinding(
              () -> Math.max(80, (DifferenceView.this.getWidth() - 22) / 2 - NUMBER),
              DifferenceView.this.widthProperty());
      for (Label text : new Label[] {before, after}) {
        text.setMinWidth(0);
        text.prefWidthProperty().bind(half);
        HBox.setHgrow(text, Priority.ALWAYS);
      }
    }

    @Override
    protected void updateItem(Row item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      if (empty || item == null) {
        setGraphic(null);
        return;
      }
      row.getStyleClass().setAll("difference-row", "is-" + Words.id(item.kind()));
      set(beforeNumber, before, item.before());
      set(afterNumber, after, item.after());
      setGraphic(row);
      setAccessibleText(
          Texts.of("difference." + Words.id(item.kind()))
              + " "
              + item.after().or(item::before).map(Line::text).orElse(""));
    }

    private void set(Label number, Label text, Optional<Line> line) {
      number.setText(line.map(l -> String.valueOf(l.number())).orElse(""));
      text.setText(line.map(Line::text).orElse(""));
      text.getStyleClass().remove("none");
      if (line.isEmpty()) {
        text.getStyleClass().add("none");
      }
    }
  }
}
