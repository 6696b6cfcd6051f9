// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TableView;

/// Rows of a data file, as they are written there.
public final class RowsTable {

  private static final int MOST_SEEN = 8;
  private static final double WIDTH = 120;

  /// Of ten thousand, a window would stand still until each had its place.
  private static final int MOST_COLUMNS = 200;

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
    return of(columns, lines, "");
  }

  /// @param asked a column that is shown in front where it would be left out
  public static TableView<Line> of(List<String> columns, List<Line> lines, String asked) {
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
    shown(columns.size(), columns.indexOf(asked))
        .forEach(at ->
            table
                .getColumns()
                .add(Columns.text(columns.get(at), WIDTH, line -> line.cells().get(at))));
    int more = columns.size() - MOST_COLUMNS;
    if (more > 0) {
      String title = Texts.of("rows.more-columns", Words.count(more, "more column"));
      table.getColumns().add(Columns.text(title, 2 * WIDTH, line -> ""));
    }
    Columns.fit(table, Math.clamp(lines.size(), 1, MOST_SEEN) + BAR, 1 + BAR);
    return table;
  }

  private static IntStream shown(int columns, int asked) {
    return asked < MOST_COLUMNS
        ? IntStream.range(0, Math.min(columns, MOST_COLUMNS))
        : IntStream.concat(IntStream.of(asked), IntStream.range(0, MOST_COLUMNS - 1));
  }
}
