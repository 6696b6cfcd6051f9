// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

/// Some rows that a function gets at a time: 2,048 at most. Valid during the call.
public interface RowBlock {

  int rows();

  /// How a column's values are read: the same for all blocks of a copy.
  CellType type(int column);

  boolean isMissing(int column, int row);

  /// Of a column of [CellType#SINGLE].
  ///
  /// @return not a number where there is none
  float single(int column, int row);

  /// Of a column of [CellType#REAL].
  ///
  /// @return not a number where there is none
  double real(int column, int row);

  /// Of a column of [CellType#TEXT].
  ///
  /// @return empty where there is none
  String text(int column, int row);

  /// How a column's values are read.
  enum CellType {
    /// Numbers of single precision, as they are stored.
    SINGLE,
    /// Numbers, and truths as 1 and 0.
    REAL,
    /// Texts, as the file has them.
    TEXT
  }
}
