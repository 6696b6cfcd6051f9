// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What a function answers to a block of rows, a column an array.
public final class AnswerBlock {

  /// The engine's vectors are no longer.
  public static final int MOST_ROWS = 2048;

  private final int number;
  private final List<Object> columns = new ArrayList<>();
  private final @Nullable String[] refusals = new @Nullable String[MOST_ROWS];
  private final AtomicInteger unread = new AtomicInteger();

  /// Answers that nobody reads.
  public AnswerBlock(List<AnswerColumn> answers) {
    this(0, answers);
  }

  AnswerBlock(int number, List<AnswerColumn> answers) {
    this.number = number;
    for (AnswerColumn answer : answers) {
      columns.add(
          switch (answer.type()) {
            case FLOAT -> new float[MOST_ROWS];
            case DOUBLE -> new double[MOST_ROWS];
            case INTEGER, LONG, UNSIGNED, TRUTH -> new long[MOST_ROWS];
            case TEXT -> new @Nullable String[MOST_ROWS];
          });
    }
  }

  /// Before other rows are answered here.
  ///
  /// @param rows that will be read
  public void begin(int rows) {
    unread.set(rows);
    Arrays.fill(refusals, null);
  }

  /// Whether the last row was read, so that another block may be answered here.
  boolean isRead(int rows) {
    return unread.addAndGet(-rows) <= 0;
  }

  int number() {
    return number;
  }

  public float[] floats(int column) {
    return (float[]) columns.get(column);
  }

  public double[] doubles(int column) {
    return (double[]) columns.get(column);
  }

  /// Of whole numbers, and of truths as 1 and 0.
  public long[] wholes(int column) {
    return (long[]) columns.get(column);
  }

  /// No text where there is none.
  public @Nullable String[] texts(int column) {
    return (@Nullable String[]) columns.get(column);
  }

  /// That a row cannot be answered.
  public void refuse(int row, String because) {
    refusals[row] = because;
  }

  public boolean isRefused(int row) {
    return refusals[row] != null;
  }

  /// Why a row is refused; empty where it is not.
  public String because(int row) {
    String because = refusals[row];
    return because == null ? "" : because;
  }

  @Nullable String refusal(int row) {
    return refusals[row];
  }
}
