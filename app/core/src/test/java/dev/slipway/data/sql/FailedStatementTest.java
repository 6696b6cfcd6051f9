// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.duckdb.DuckDBPreparedStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A statement that fails is closed before its worker has said why. Who looks at it in that moment
/// hears why all the same.
final class FailedStatementTest {

  private FileQueries queries;
  private DuckDBPreparedStatement statement;
  private SQLException failure;

  @BeforeEach
  void failAStatement() throws Exception {
    queries = FileQueries.over(List.of(), new Limits(1, Bytes.mebibytes(256)));
    statement = (DuckDBPreparedStatement) queries.connection().createStatement();
    failure = assertThrows(SQLException.class, () -> statement.execute("SELECT wingspan"));
    assertTrue(statement.isClosed());
  }

  @AfterEach
  void close() {
    queries.close();
  }

  @Test
  void saysWhyThoughItsProgressWasAskedFor() {
    SQLException said =
        assertThrows(
            SQLException.class,
            () -> FileQueries.answer(running(), statement, Progress.NONE, "counting"));

    assertEquals(failure, said);
  }

  @Test
  void isCancelledLikeAnyOther() throws Exception {
    Worker running = running();

    FileQueries.cancel(running, statement);

    assertTrue(running.left.isEmpty(), "waited until the worker ended");
  }

  /// Its worker still runs when it is first looked at, and then says what was wrong.
  private Worker running() {
    return new Worker(new TimeoutException(), new ExecutionException(failure));
  }

  /// What is heard at each look.
  private static final class Worker extends CompletableFuture<List<Row>> {
    private final Queue<Exception> left;

    Worker(Exception... looks) {
      left = new ArrayDeque<>(List.of(looks));
    }

    @Override
    public List<Row> get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
      switch (left.remove()) {
        case TimeoutException running -> throw running;
        case ExecutionException ended -> throw ended;
        default -> throw new AssertionError("nothing else is heard");
      }
    }
  }
}
