// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Asks of many columns at a time: where there are thousands, a statement for each takes longer
/// than its answer.
final class ColumnBlocks {

  /// Columns of a block.
  private static final int MOST_COLUMNS = 100;

  /// Values of a block, since an answer may hold each of them.
  private static final long MOST_VALUES = 4_000_000;

  private ColumnBlocks() {}

  /// What is asked of some columns of a table. It may be asked again of a part of them, and then
  /// what it had found before it failed is found again.
  interface Question {
    void ask(LoadedFile some) throws SQLException, InterruptedException;
  }

  /// Asks of one block after the other. The engine plans a statement over all columns of its table,
  /// so that a block of a wide one is copied first.
  static void each(DataFiles files, LoadedFile file, Question question)
      throws SQLException, InterruptedException {
    if (file.width() <= 2 * MOST_COLUMNS) {
      blocks(file, question);
      return;
    }
    for (int from = 0; from < file.columns().size(); from += MOST_COLUMNS) {
      copied(files, some(file, from, MOST_COLUMNS), question);
    }
  }

  /// Where the memory does not suffice for the copy, it may for a smaller one, or for none.
  private static void copied(DataFiles files, LoadedFile some, Question question)
      throws SQLException, InterruptedException {
    String names =
        some.columns().stream().map(LoadedFile.Column::sql).collect(Collectors.joining(", "));
    String table = some.table() + "_part";
    try {
      files.rows(
          "CREATE OR REPLACE TABLE " + table + " AS SELECT " + names + " FROM " + some.table());
    } catch (SQLException e) {
      if (!Refusals.isOfShortage(e)) {
        throw e;
      }
      int half = some.columns().size() / 2;
      if (half == 0) {
        question.ask(some);
        return;
      }
      copied(files, some(some, 0, half), question);
      copied(files, some(some, half, some.columns().size()), question);
      return;
    }
    blocks(some.in(table), question);
    files.rows("DROP TABLE " + table);
  }

  private static void blocks(LoadedFile file, Question question)
      throws SQLException, InterruptedException {
    int most = (int) Math.clamp(MOST_VALUES / Math.max(1, file.rows()), 1L, MOST_COLUMNS);
    for (int from = 0; from < file.columns().size(); from += most) {
      ask(some(file, from, most), question);
    }
  }

  /// Where the memory does not suffice for several columns, it may for fewer.
  private static void ask(LoadedFile some, Question question)
      throws SQLException, InterruptedException {
    try {
      question.ask(some);
    } catch (SQLException e) {
      int half = some.columns().size() / 2;
      if (half == 0 || !Refusals.isOfShortage(e)) {
        throw e;
      }
      ask(some(some, 0, half), question);
      ask(some(some, half, some.columns().size()), question);
    }
  }

  private static LoadedFile some(LoadedFile file, int from, int most) {
    List<LoadedFile.Column> columns = file.columns();
    return file.with(columns.subList(from, Math.min(columns.size(), from + most)));
  }
}
