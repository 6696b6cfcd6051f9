// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.sql.RowBlock;
import java.util.List;

/// A block of rows that no engine holds, all its columns read alike.
///
/// @param values a row each: texts, or numbers of the type; an empty text is none
record RowsInMemory(CellType type, List<List<String>> values) implements RowBlock {

  @Override
  public int rows() {
    return values.size();
  }

  @Override
  public CellType type(int column) {
    return type;
  }

  @Override
  public boolean isMissing(int column, int row) {
    return text(column, row).isEmpty();
  }

  @Override
  public float single(int column, int row) {
    return isMissing(column, row) ? Float.NaN : Float.parseFloat(text(column, row));
  }

  @Override
  public double real(int column, int row) {
    return isMissing(column, row) ? Double.NaN : Double.parseDouble(text(column, row));
  }

  @Override
  public String text(int column, int row) {
    return values.get(row).get(column);
  }
}
