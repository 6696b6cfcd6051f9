// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.collections.FXCollections;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// The values of a chart as a table, for those who do not see the drawing, or want the numbers.
final class ChartTable {

  /// @param heads the names of the columns
  record Values(List<String> heads, List<List<String>> rows) {
    Values {
      heads = List.copyOf(heads);
      rows = List.copyOf(rows);
    }
  }

  private ChartTable() {}

  /// @param onPick told of the row that is selected, by its index
  static TableView<List<String>> of(String name, Values values, IntConsumer onPick) {
    var table = new TableView<List<String>>();
    table.setItems(FXCollections.observableArrayList(values.rows()));
    table.setAccessibleText(name);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    for (int i = 0; i < values.heads().size(); i++) {
      int column = i;
      TableColumn<List<String>, String> shown =
          Columns.text(values.heads().get(i), 110, row -> row.get(column));
      shown.setSortable(false);
      table.getColumns().add(shown);
    }
    table
        .getSelectionModel()
        .selectedIndexProperty()
        .subscribe(index -> {
          if (index.intValue() >= 0) {
            onPick.accept(index.intValue());
          }
        });
    return table;
  }
}
