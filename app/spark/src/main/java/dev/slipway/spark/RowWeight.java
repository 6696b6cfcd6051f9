// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/// About how many bytes of memory rows take.
final class RowWeight {

  /// Of a value that is no text: the object, and what refers to it.
  private static final int PLAIN = 24;

  private RowWeight() {}

  static long of(Row row) {
    long sum = PLAIN;
    for (int i = 0; i < row.size(); i++) {
      sum += of(row.get(i));
    }
    return sum;
  }

  private static long of(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> PLAIN + (long) Character.BYTES * text.length();
      case byte[] bytes -> PLAIN + (long) bytes.length;
      case Row row -> of(row);
      case Tuple2<?, ?> pair -> PLAIN + of(pair._1()) + of(pair._2());
      case scala.collection.Iterable<?> all -> {
        long sum = PLAIN;
        for (var each = all.iterator(); each.hasNext(); ) {
          sum += of(each.next());
        }
        yield sum;
      }
      default -> PLAIN;
    };
  }
}
