// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/// Rows as they lie in the engine.
final class VectorBlock implements RowBlock {

  private final DuckDBReadableVector[] columns;
  private final List<CellType> types;
  private final int rows;

  VectorBlock(DuckDBDataChunkReader chunk, List<CellType> types) {
    this.columns = new DuckDBReadableVector[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = chunk.vector(i);
    }
    this.types = types;
    this.rows = (int) chunk.rowCount();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public CellType type(int column) {
    return types.get(column);
  }

  @Override
  public boolean isMissing(int column, int row) {
    return columns[column].isNull(row);
  }

  @Override
  public float single(int column, int row) {
    return columns[column].getFloat(row, Float.NaN);
  }

  @Override
  public double real(int column, int row) {
    return columns[column].getDouble(row, Double.NaN);
  }

  @Override
  public String text(int column, int row) {
    return columns[column].isNull(row) ? "" : columns[column].getString(row);
  }
}
