// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.score.FirstRows;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/// Of a task's rows those that the driver looks at, and no more than it can hold: they end by their
/// number, and behind the one with which they weigh as much as a block may.
record FirstOfTask() implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private int count;
      private long bytes;

      @Override
      public boolean hasNext() {
        return count < FirstRows.MOST && bytes < BlockOfRows.MOST_BYTES && rows.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Row row = rows.next();
        count++;
        bytes += RowWeight.of(row);
        return row;
      }
    };
  }
}
