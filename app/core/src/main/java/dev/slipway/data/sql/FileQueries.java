// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/// DuckDB in this process, over a few local files and nothing else: it cannot read or write another
/// file, reach the network or load an extension, and what does not fit its memory goes to a folder
/// of its own that is removed when it is closed.
final class FileQueries implements AutoCloseable {

  private static final long LOOK_MILLIS = 50;

  private final DuckDBConnection connection;
  private final Path spill;

  /// One thread for all statements: the engine gives back to the system what belongs to a thread
  /// that ends.
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("duckdb").factory());

  private FileQueries(DuckDBConnection connection, Path spill) {
    this.connection = connection;
    this.spill = spill;
  }

  /// @param files the only ones that statements can read or write
  static FileQueries over(List<Path> files, Limits limits) throws ProblemException {
    Path spill;
    try {
      spill = Files.createTempDirectory("slipway-data");
    } catch (IOException e) {
      throw unusable(e);
    }
    try {
      var connection =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings(limits, spill));
      var queries = new FileQueries(connection, spill);
      queries.closeDoors(files, limits);
      return queries;
    } catch (SQLException | UnsatisfiedLinkError | UncheckedIOException e) {
      TemporaryFolder.delete(spill);
      throw unusable(e);
    }
  }

  private static Properties settings(Limits limits, Path spill) {
    var settings = new Properties();
    settings.setProperty("threads", Integer.toString(limits.threads()));
    settings.setProperty("memory_limit", limits.memory().count() / 1024 + "KiB");
    settings.setProperty("temp_directory", spill.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    return settings;
  }

  /// The last statements that change a setting: afterwards none can.
  private void closeDoors(List<Path> files, Limits limits) throws SQLException {
    List<String> allowed =
        files.stream().flatMap(file -> Stream.of(plain(file), exact(file))).distinct().toList();
    try (var statement = connection.createStatement()) {
      if (limits.disk().isPresent()) {
        // Given with the others when the connection is made, the engine tells it and keeps none.
        long most = limits.disk().get().count() / 1024;
        statement.execute("SET max_temp_directory_size = '" + most + "KiB'");
      }
      // A moment is told the same on every machine.
      statement.execute("SET TimeZone = 'UTC'");
      // What is read again is read as it is then; and nothing is read twice for its own sake.
      statement.execute("SET enable_external_file_cache = false");
      statement.execute("SET enable_progress_bar = true");
      statement.execute("SET enable_progress_bar_print = false");
      statement.execute("SET allowed_paths = " + Quoted.texts(allowed));
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
  }

  /// Where functions of ours are registered.
  DuckDBConnection connection() {
    return connection;
  }

  /// The name under which a file is written.
  static String plain(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  /// The name under which a file is read: what is a pattern to the engine (`data[1].csv`) means
  /// itself.
  static String exact(Path file) {
    return plain(file).replaceAll("[*?\\[]", "[$0]");
  }

  /// Runs one statement and holds its whole answer, which must be small. While it runs, progress is
  /// reported, and an interrupt stops it.
  List<Row> rows(String sql, Progress progress, String doing)
      throws SQLException, InterruptedException {
    try (var statement = (DuckDBPreparedStatement) connection.createStatement()) {
      Future<List<Row>> task = worker.submit(reading(statement, sql));
      try {
        return answer(task, statement, progress, doing);
      } catch (InterruptedException e) {
        cancel(task, statement);
        throw e;
      }
    }
  }

  /// Returns when it has ended, by this or by itself.
  static void cancel(Future<?> task, DuckDBPreparedStatement running)
      throws SQLException, InterruptedException {
    // A cancel that comes before the statement has begun is lost, so once is not enough.
    do {
      try {
        running.cancel();
      } catch (SQLException e) {
        if (!isClosed(running)) {
          throw e;
        }
      } catch (NullPointerException closing) {
        // The driver looks twice at a connection that closing takes away between the looks.
      }
    } while (!hasEnded(task));
  }

  /// Whether it was closed, as it is when it fails.
  private static boolean isClosed(DuckDBPreparedStatement running) throws SQLException {
    try {
      return running.isClosed();
    } catch (NullPointerException closing) {
      return true;
    }
  }

  private static boolean hasEnded(Future<?> task) throws InterruptedException {
    try {
      task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (ExecutionException ended) {
      return true;
    }
  }

  private static Callable<List<Row>> reading(DuckDBPreparedStatement statement, String sql) {
    return () -> {
      List<Row> rows = new ArrayList<>();
      if (statement.execute(sql)) {
        try (ResultSet answer = statement.getResultSet()) {
          while (answer.next()) {
            rows.add(Row.of(answer));
          }
        }
      }
      return rows;
    };
  }

  /// Waits for a statement's rows.
  ///
  /// @throws SQLException what it failed with
  static List<Row> answer(
      Future<List<Row>> task, DuckDBPreparedStatement running, Progress progress, String doing)
      throws SQLException, InterruptedException {
    progress.step(0, doing);
    while (true) {
      try {
        return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        OptionalDouble fraction = fraction(running);
        if (fraction.isPresent()) {
          progress.step(fraction.getAsDouble(), doing);
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof SQLException sql
            ? sql
            : new SQLException(String.valueOf(e.getCause()), e);
      }
    }
  }

  /// How far it is; none where it failed since, which closes it, and takes its connection away from
  /// under the driver's look: why, the worker says next.
  private static OptionalDouble fraction(DuckDBPreparedStatement running) {
    try {
      double percent = running.getQueryProgress().getPercentage();
      return OptionalDouble.of(Math.clamp(percent / 100, 0, 1));
    } catch (SQLException | NullPointerException closed) {
      return OptionalDouble.empty();
    }
  }

  static ProblemException unusable(Throwable cause) {
    return new ProblemException(
        Problem.environment(
            "data.engine",
            "The data engine does not start",
            String.valueOf(cause.getMessage()),
            "Slipway unpacks its native library (70 MB) into "
                + System.getProperty("java.io.tmpdir")
                + ": see that there is room, or set another folder with -Djava.io.tmpdir."),
        cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      worker.shutdown();
      TemporaryFolder.delete(spill);
    }
  }
}
