// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Numbers;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableView;

/// Rows of a data file, as they are written there.
public final class RowsTable {

  private static final int MOST_SEEN = 8;
  private static final double WIDTH = 120;

  /// Rows that the bar below them takes the place of.
  private static final int BAR = 1;

  private RowsTable() {}

  /// @param number its place in the file, counted from 1
  /// @param cells by column
  public record Line(long number, List<String> cells) {
    public Line {
      cells = List.copyOf(cells);
    }
  }

  public static TableView<Line> of(List<String> columns, List<Line> lines) {
    TableView<Line> table =
        Columns.table(
            new FilteredList<>(FXCollections.observableArrayList(lines)), Texts.of("rows.none"));
    // Columns are many: they scroll sideways, and are not squeezed.
    table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    table
        .getColumns()
        .add(
            Columns.number(
                Texts.of("rows.row"), 60, Line::number, line -> Numbers.count(line.number())));
    for (int i = 0; i < columns.size(); i++) {
      int at = i;
      table.getColumns().add(Columns.text(columns.get(i), WIDTH, line -> line.cells().get(at)));
    }
    Columns.fit(table, Math.clamp(lines.size(), 1, MOST_SEEN) + BAR, 1 + BAR);
    return table;
  }
}
