// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.RowBlock.CellType;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// A function of many answers in SQL, where a function has but one: `ask(c0, c1…)` answers a block
/// of rows and gives a ticket for each; `answer0(ticket)`, `answer1(ticket)`… and last
/// `refusal(ticket)` read them. Both are in one pipeline, a block at a time, so that no more blocks
/// of answers are held than threads are at work. They serve one copy after the other.
final class CopyFunctions {

  private static final int ROW_BITS = 11;
  private static final int ROW_MASK = AnswerBlock.MOST_ROWS - 1;

  private final Kind kind;
  private final String suffix;
  private volatile Run run;

  /// What they are registered for.
  ///
  /// @param types of what the function takes
  /// @param refusing whether a refused row is answered as such; it ends the copy otherwise
  record Kind(List<CellType> types, List<AnswerColumn> answers, boolean refusing) {

    Kind {
      types = List.copyOf(types);
      answers = List.copyOf(answers);
    }
  }

  /// One copy.
  private static final class Run {
    private final RowFunction function;
    private final List<AnswerBlock> blocks = new CopyOnWriteArrayList<>();
    private final Queue<AnswerBlock> free = new ConcurrentLinkedQueue<>();
    private final LongAdder asked = new LongAdder();
    private final AtomicReference<@Nullable ProblemException> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

    private Run(RowFunction function) {
      this.function = function;
    }
  }

  /// @param number of those of this kind among the engine's, which has each name once
  CopyFunctions(Kind kind, int number) {
    this.kind = kind;
    this.suffix = "_" + number;
    this.run = new Run((rows, answers) -> {});
  }

  /// For a copy through the function; none before it goes on.
  void begin(RowFunction function) {
    run = new Run(function);
    function.begin();
  }

  /// The call that gives rows their tickets.
  String ask(List<String> cells) {
    return "ask%s(%s)".formatted(suffix, String.join(", ", cells));
  }

  /// The call that reads an answer by the row's `ticket`.
  String answer(int column) {
    return "answer%d%s(ticket)".formatted(column, suffix);
  }

  /// The call that reads why the row was refused.
  String refusal() {
    return "refusal" + suffix + "(ticket)";
  }

  void register(DuckDBConnection connection) throws SQLException {
    try (DuckDBScalarFunctionBuilder ask = DuckDBFunctions.scalarFunction()) {
      ask.withName("ask" + suffix);
      for (CellType type : kind.types()) {
        ask.withParameter(
            switch (type) {
              case SINGLE -> Float.class;
              case REAL -> Double.class;
              case TEXT -> String.class;
            });
      }
      // What gives tickets is volatile: asked once for each row, and never folded into another.
      ask.withReturnType(Long.class)
          .withVolatile()
          .withVectorizedFunction(
              (chunk, tickets) -> ask(new VectorBlock(chunk, kind.types()), tickets))
          .register(connection);
    }
    int last = kind.answers().size() - 1;
    for (int i = 0; i <= last; i++) {
      AnswerColumn.Type type = kind.answers().get(i).type();
      boolean frees = i == last && !kind.refusing();
      reading(connection, "answer" + i, stored(type), frees, value(type, i));
    }
    reading(
        connection,
        "refusal",
        DuckDBColumnType.VARCHAR,
        kind.refusing(),
        (block, row, at, out) -> text(block.refusal(row), at, out));
  }

  private interface Reading {
    void read(AnswerBlock block, int row, int at, DuckDBWritableVector out);
  }

  /// @param frees whether it reads tickets last, so that their block is free again
  private void reading(
      DuckDBConnection connection,
      String name,
      DuckDBColumnType type,
      boolean frees,
      Reading reading)
      throws SQLException {
    DuckDBScalarFunction read =
        (chunk, out) -> {
          Run now = run;
          DuckDBReadableVector tickets = chunk.vector(0);
          int rows = (int) chunk.rowCount();
          for (int at = 0; at < rows; at++) {
            long ticket = tickets.getLong(at);
            AnswerBlock block = now.blocks.get((int) (ticket >>> ROW_BITS));
            reading.read(block, (int) (ticket & ROW_MASK), at, out);
            if (frees && block.isRead(1)) {
              now.free.add(block);
            }
          }
        };
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name + suffix)
          .withParameter(Long.class)
          .withReturnType(type)
          .withVolatile()
          .withVectorizedFunction(read)
          .register(connection);
    }
  }

  private void ask(RowBlock rows, DuckDBWritableVector tickets) {
    Run now = run;
    AnswerBlock block = block(now);
    block.begin(rows.rows());
    try {
      now.function.answer(rows, block);
    } catch (ProblemException e) {
      now.failure.compareAndSet(null, e);
      throw new IllegalStateException(e);
    } catch (RuntimeException | Error e) {
      now.fault.compareAndSet(null, e);
      throw e;
    }
    long first = (long) block.number() << ROW_BITS;
    for (int row = 0; row < rows.rows(); row++) {
      String refusal = block.refusal(row);
      if (refusal != null && !kind.refusing()) {
        now.refused.set(refusal);
        throw new IllegalStateException(refusal);
      }
      tickets.setLong(row, first | row);
    }
    now.asked.add(rows.rows());
  }

  private AnswerBlock block(Run now) {
    AnswerBlock ready = now.free.poll();
    if (ready != null) {
      return ready;
    }
    synchronized (now.blocks) {
      var made = new AnswerBlock(now.blocks.size(), kind.answers());
      now.blocks.add(made);
      return made;
    }
  }

  private static DuckDBColumnType stored(AnswerColumn.Type type) {
    return switch (type) {
      case FLOAT -> DuckDBColumnType.FLOAT;
      case DOUBLE -> DuckDBColumnType.DOUBLE;
      case INTEGER -> DuckDBColumnType.INTEGER;
      case LONG -> DuckDBColumnType.BIGINT;
      case UNSIGNED -> DuckDBColumnType.UBIGINT;
      case TRUTH -> DuckDBColumnType.BOOLEAN;
      case TEXT -> DuckDBColumnType.VARCHAR;
    };
  }

  private static Reading value(AnswerColumn.Type type, int column) {
    return switch (type) {
      case FLOAT -> (block, row, at, out) -> out.setFloat(at, block.floats(column)[row]);
      case DOUBLE -> (block, row, at, out) -> out.setDouble(at, block.doubles(column)[row]);
      case INTEGER -> (block, row, at, out) -> out.setInt(at, (int) block.wholes(column)[row]);
      case LONG -> (block, row, at, out) -> out.setLong(at, block.wholes(column)[row]);
      case UNSIGNED ->
          (block, row, at, out) ->
              out.setUint64(at, new BigInteger(Long.toUnsignedString(block.wholes(column)[row])));
      case TRUTH -> (block, row, at, out) -> out.setBoolean(at, block.wholes(column)[row] != 0);
      case TEXT -> (block, row, at, out) -> text(block.texts(column)[row], at, out);
    };
  }

  private static void text(@Nullable String text, int at, DuckDBWritableVector out) {
    if (text == null) {
      out.setNull(at);
    } else {
      out.setString(at, text);
    }
  }

  /// Rows that were answered so far.
  long asked() {
    return run.asked.sum();
  }

  /// What ended the copy, where the function did.
  @Nullable ProblemException failure() {
    return run.failure.get();
  }

  /// What the function failed with, where that ended the copy.
  @Nullable Throwable fault() {
    return run.fault.get();
  }

  /// Whether a refused row ended the copy.
  boolean isRefused() {
    return run.refused.get() != null;
  }
}
