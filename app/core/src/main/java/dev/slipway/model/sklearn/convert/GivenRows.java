// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.ParityRows;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A user's rows as cells.
final class GivenRows {

  /// What tables write where a number is missing.
  private static final Set<String> NOTHING = Set.of("", "na", "nan", "null", "none", "n/a");

  /// What they write for a truth, which scikit-learn counts as a number.
  private static final Map<String, Double> TRUTHS = Map.of("true", 1.0, "false", 0.0);

  private GivenRows() {}

  /// Rows that hold what each column must; others are left out.
  static List<List<Cell>> cells(ParityRows.Written table, Columns columns) {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<String> written : table.rows()) {
      List<Cell> row = new ArrayList<>();
      int at = 0;
      for (Columns.Column column : columns.columns()) {
        if (column.used()) {
          cell(written.get(at++), column).ifPresent(row::add);
        } else {
          row.add(SklearnGraph.unused());
        }
      }
      if (row.size() == columns.columns().size()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static Optional<Cell> cell(String written, Columns.Column column) {
    if (column.taken() == Taken.TEXT) {
      return Optional.of(new Cell.Text(written));
    }
    String text = written.strip();
    String lowered = text.toLowerCase(Locale.ROOT);
    if (NOTHING.contains(lowered)) {
      return Optional.of(new Cell.Number(Double.NaN));
    }
    if (TRUTHS.containsKey(lowered)) {
      return Optional.of(new Cell.Number(TRUTHS.get(lowered)));
    }
    try {
      return Optional.of(new Cell.Number(Double.parseDouble(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
