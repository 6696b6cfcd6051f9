// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Some rows of a file that go through a function into a Parquet file.
///
/// @param from the first row, counted from 0
/// @param to the row behind the last; larger than any for all of them
/// @param taken what the function gets, in its order
/// @param kept columns that are copied as they are, in front of the answers
/// @param answers what the function gives
/// @param constants columns behind the answers, the same in each row
/// @param part the file that is written
/// @param rejected the file that is written where the function refuses rows
public record RowCopy(
    RowFile file,
    long from,
    long to,
    List<Taken> taken,
    List<Kept> kept,
    List<AnswerColumn> answers,
    List<Constant> constants,
    Path part,
    Path rejected) {

  /// Of a file that is copied whole.
  public static final long TO_THE_END = Long.MAX_VALUE;

  /// What stands in front of the kept columns of a row that is refused: its file, its place in it
  /// from 1 on, and why.
  public static final String REFUSED_FILE = "_file";

  public static final String REFUSED_ROW = "_row";
  public static final String REFUSED_REASON = "_reason";

  /// How many it reads, where the file says so.
  public OptionalLong rows() {
    return to == TO_THE_END ? file.rows() : OptionalLong.of(to - from);
  }

  /// A column that the function gets.
  ///
  /// @param as how it is to be read where its values are numbers: as texts all the same, in single
  ///   precision, or in double
  public record Taken(String column, RowBlock.CellType as) {}

  /// A column that is copied.
  ///
  /// @param name that it is to have
  /// @param type that it is to have
  public record Kept(String column, String name, String type) {}

  /// A column of one value.
  public record Constant(String name, String type, String value) {}

  public RowCopy {
    taken = List.copyOf(taken);
    kept = List.copyOf(kept);
    answers = List.copyOf(answers);
    constants = List.copyOf(constants);
  }

  /// How many rows were read, and how many of them refused.
  ///
  /// @param firstRejected the first of those and why; empty for none
  /// @param threads that read them: one where the memory did not suffice for more
  public record Copied(long rows, long rejected, String firstRejected, int threads) {}
}
