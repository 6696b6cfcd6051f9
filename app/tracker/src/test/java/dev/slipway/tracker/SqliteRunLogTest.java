// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.RunLog;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs outlive the window that made them.
final class SqliteRunLogTest extends RunLogTck {

  @TempDir private Path folder;
  private Tracker tracker;

  @BeforeEach
  void open() throws ProblemException {
    tracker = Tracker.open(folder.resolve("slipway.db"));
  }

  @AfterEach
  void close() {
    tracker.close();
  }

  @Override
  RunLog runs() {
    return tracker.runs();
  }

  @Test
  void aRunIsThereAfterARestart() throws ProblemException {
    var run =
        new RunLog.Run("7", "profile", "wine", "1.4.0+9f2c41d7a0b1", Records.NOON, "{\"p99\":1}");
    tracker.runs().keep(run);
    tracker.close();

    open();

    assertEquals(Optional.of(run), tracker.runs().latest("wine", "profile"));
  }
}
