// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.RowsTable;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.quality.QualityViewModel.CellRows;
import dev.slipway.desktop.quality.QualityViewModel.GroupRows;
import dev.slipway.workbench.HoldoutRows;
import dev.slipway.workbench.HoldoutRows.HoldoutRow;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TableView;

/// Shows the rows behind a cell of the confusion matrix, or of a group.
final class CellCard {

  private CellCard() {}

  static Card of(CellRows cell) {
    List<HoldoutRow> rows = cell.rows();
    var card =
        new Card(
            Texts.of("quality.taken-for", cell.truth(), cell.answer()),
            Texts.of(
                "quality.cell-below",
                Words.count(rows.size(), "row"),
                Numbers.count(HoldoutRows.MOST)),
            table(rows, "cell-rows"));
    card.setId("cell-card");
    return card;
  }

  static Card ofGroup(GroupRows group) {
    var card =
        new Card(
            group.slice().name(),
            Texts.of(
                group.rows().size() < group.slice().rows()
                    ? "quality.group-first"
                    : "quality.group-all",
                Words.count(group.slice().rows(), "row"),
                Numbers.count(HoldoutRows.MOST)),
            table(group.rows(), "group-rows"));
    card.setId("group-card");
    return card;
  }

  private static TableView<RowsTable.Line> table(List<HoldoutRow> rows, String id) {
    List<String> columns = new ArrayList<>();
    columns.add(Texts.of("chart.truth"));
    rows.stream().findFirst().ifPresent(first -> columns.addAll(first.values().keySet()));
    TableView<RowsTable.Line> table =
        RowsTable.of(columns, rows.stream().map(CellCard::line).toList());
    table.setId(id);
    return table;
  }

  private static RowsTable.Line line(HoldoutRow row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.truth());
    cells.addAll(row.values().values());
    return new RowsTable.Line(row.number() + 1L, cells);
  }
}
