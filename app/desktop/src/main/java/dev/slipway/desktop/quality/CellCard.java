// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Columns;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.quality.QualityViewModel.CellRows;
import dev.slipway.workbench.HoldoutRows;
import dev.slipway.workbench.HoldoutRows.HoldoutRow;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableView;

/// Shows the rows behind a cell of the confusion matrix.
final class CellCard {

  private static final int MOST_SEEN = 8;
  private static final double WIDTH = 120;

  /// Rows that the bar below them takes the place of.
  private static final int BAR = 1;

  private CellCard() {}

  static Card of(CellRows cell) {
    List<HoldoutRow> rows = cell.rows();
    TableView<HoldoutRow> table =
        Columns.table(
            new FilteredList<>(FXCollections.observableArrayList(rows)),
            Texts.of("quality.cell-none"));
    table.setId("cell-rows");
    // Features are many: they scroll sideways, and are not squeezed.
    table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    table
        .getColumns()
        .add(
            Columns.number(
                Texts.of("quality.cell-row"),
                60,
                HoldoutRow::number,
                row -> Numbers.count(row.number() + 1L)));
    for (String column : rows.isEmpty() ? List.<String>of() : columns(rows.getFirst())) {
      table
          .getColumns()
          .add(Columns.text(column, WIDTH, row -> row.values().getOrDefault(column, "")));
    }
    Columns.fit(table, Math.clamp(rows.size(), 1, MOST_SEEN) + BAR, 1 + BAR);
    var card =
        new Card(
            Texts.of("quality.taken-for", cell.truth(), cell.answer()),
            Texts.of(
                "quality.cell-below",
                Words.count(rows.size(), "row"),
                Numbers.count(HoldoutRows.MOST)),
            table);
    card.setId("cell-card");
    return card;
  }

  private static List<String> columns(HoldoutRow row) {
    return List.copyOf(row.values().keySet());
  }
}
