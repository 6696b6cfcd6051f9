// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.Limits;
import dev.slipway.data.sql.RowCopy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What the scoring process is told and what it says: a line of JSON each.
final class Said {

  private Said() {}

  /// The first line to the process: what it works with.
  ///
  /// @param files that it reads and writes
  /// @param limits of the data engine
  /// @param memory bytes that its address space may grow by
  record Job(
      Path onnx,
      List<String> labels,
      List<Slot> slots,
      List<Path> files,
      Limits limits,
      long memory,
      Optional<Path> baseline) {}

  /// What it is to do next.
  ///
  /// @param look whether the first rows only say what answers look like
  record Ask(boolean look, RowCopy copy) {}

  /// What it says: how many rows are answered so far, or how an order ended.
  ///
  /// @param answers that rows have, after a look
  /// @param problem that ended the order
  /// @param drift counts by feature
  /// @param peak memory of the process, bytes
  /// @param threads that read rows of a copy, else none
  record Word(
      boolean done,
      long rows,
      long rejected,
      String firstRejected,
      List<AnswerColumn> answers,
      Optional<Problem> problem,
      SortedMap<String, List<Long>> drift,
      long peak,
      int threads) {}
}
