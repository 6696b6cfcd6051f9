// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Sha256;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is scored and finished as one: a file, or some row groups of a large Parquet file.
///
/// @param from the first row, counted from 0
/// @param to the row behind the last; [RowCopy#TO_THE_END] for all
record Piece(RowFile file, long from, long to) {

  /// At least so many: work of a second to a minute, which is lost when a run is killed. Each piece
  /// costs some 30 ms of its own, which half as many rows of a tiny model would feel.
  static final long ROWS = 1_800_000;

  /// A row group is scored by one thread. As many of them as threads divide evenly leave no thread
  /// waiting for another's last one: with nine of them two threads lost a tenth of their time.
  private static final int EVEN = 4;

  /// From so many rows on no more groups for the sake of evenness: of groups of a million rows, as
  /// pandas and pyarrow write them, two. More would be lost with a piece, and leave less to share
  /// among workers.
  private static final long MOST = 2_000_000;

  static List<Piece> of(RowFile file) {
    List<Piece> pieces = new ArrayList<>();
    long from = 0;
    long to = 0;
    int groups = 0;
    for (long rows : file.groups()) {
      to += rows;
      groups++;
      boolean isEven = groups % EVEN == 0;
      if (to - from >= (isEven ? ROWS : MOST)) {
        pieces.add(new Piece(file, from, to));
        from = to;
        groups = 0;
      }
    }
    if (pieces.isEmpty()) {
      return List.of(new Piece(file, 0, RowCopy.TO_THE_END));
    }
    if (to > from) {
      pieces.add(new Piece(file, from, to));
    }
    return pieces;
  }

  /// The name of what it becomes: the same wherever the file lies.
  String part() {
    String all = file.name() + "\n" + from + "\n" + to;
    return "part-" + Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  /// For a person.
  String inWords() {
    return from == 0 && to == RowCopy.TO_THE_END
        ? file.name()
        : "%s, rows %,d to %,d".formatted(file.name(), from + 1, to);
  }

  /// How many it has; none where the file does not say.
  long rows() {
    return to == RowCopy.TO_THE_END ? file.rows().orElse(0) : to - from;
  }

  /// Its share of the file.
  double share() {
    long rows = file.rows().orElse(0);
    return to == RowCopy.TO_THE_END || rows == 0 ? 1 : (double) (to - from) / rows;
  }
}
