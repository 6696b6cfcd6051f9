// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;

/// Shows rows of cells below one another; where a row is longer than the terminal's line, its first
/// cell on a line and the others below it.
record TablePage(Terminal terminal) {

  private static final String PLAIN = "    ";
  private static final String MARKED = "  → ";
  private static final String BETWEEN = "  ";
  private static final String BELOW = " ".repeat(6);

  /// @param marked whether it is the one that counts
  /// @param cells as many in each row of a table
  record Row(boolean marked, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  void show(List<Row> rows) {
    List<Integer> widths = new ArrayList<>();
    for (Row row : rows) {
      for (int i = 0; i < row.cells().size(); i++) {
        int width = row.cells().get(i).length();
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(width, widths.get(i)));
        }
      }
    }
    int whole =
        PLAIN.length()
            + widths.stream().mapToInt(Integer::intValue).sum()
            + BETWEEN.length() * Math.max(0, widths.size() - 1);
    for (Row row : rows) {
      if (whole <= terminal.columns()) {
        terminal.line(mark(row) + line(row, widths));
      } else {
        stacked(row);
      }
    }
  }

  private String mark(Row row) {
    return row.marked() ? terminal.good(MARKED) : PLAIN;
  }

  private static String line(Row row, List<Integer> widths) {
    var line = new StringBuilder();
    for (int i = 0; i < row.cells().size(); i++) {
      String cell = row.cells().get(i);
      line.append(i == 0 ? "" : BETWEEN).append(cell);
      if (i < row.cells().size() - 1) {
        line.append(" ".repeat(widths.get(i) - cell.length()));
      }
    }
    return line.toString();
  }

  private void stacked(Row row) {
    terminal.line(mark(row) + row.cells().getFirst());
    String others = String.join(", ", row.cells().subList(1, row.cells().size()));
    terminal.fitted(others, BELOW.length()).forEach(line -> terminal.line(BELOW + line));
  }
}
