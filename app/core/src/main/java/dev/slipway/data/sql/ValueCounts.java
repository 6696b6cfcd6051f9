// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile.Frequent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How often the values of a column come.
///
/// @param distinct number of different values
/// @param present rows that have a value
/// @param top the most frequent values as texts, the most frequent first, and in their order where
///   they are equally frequent
record ValueCounts(long distinct, long present, List<Frequent> top) {

  private static final ValueCounts NONE = new ValueCounts(0, 0, List.of());

  ValueCounts {
    top = List.copyOf(top);
  }

  /// The same with other frequent values.
  ValueCounts with(List<Frequent> frequent) {
    return new ValueCounts(distinct, present, frequent);
  }

  /// @param values of the columns of a table, NULL for none; all of one type of the engine
  /// @param most frequent ones that are told
  /// @return one for each, in their order
  static List<ValueCounts> of(DataFiles files, LoadedFile table, List<String> values, int most)
      throws SQLException, InterruptedException {
    List<ValueCounts> counts = new ArrayList<>(Collections.nCopies(values.size(), NONE));
    if (values.isEmpty()) {
      return counts;
    }
    String rows = Aggregates.each(values, table.table());
    // Of the groups of a column those are taken whose negative count is the least.
    String asked =
        """
        SELECT i, d, p, CAST(t.v AS VARCHAR), -t.n
        FROM (SELECT i, d, p, unnest(top) AS t
          FROM (SELECT i, count(*) AS d, CAST(sum(n) AS BIGINT) AS p,
              min(struct_pack(n := -n, v := v), %d) AS top
            FROM (SELECT i, v, count(*) AS n FROM (%s) WHERE v IS NOT NULL GROUP BY i, v)
            GROUP BY i))
        ORDER BY i, t.n, t.v
        """
            .formatted(most, rows);
    for (Row row : files.rows(asked)) {
      int of = (int) row.whole(0);
      List<Frequent> top = new ArrayList<>(counts.get(of).top());
      top.add(new Frequent(row.text(3).orElse(""), row.whole(4)));
      counts.set(of, new ValueCounts(row.whole(1), row.whole(2), top));
    }
    return counts;
  }
}
