// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Turns what libraries log into events, so that the output is JSON throughout.
public final class LibraryLog extends Handler {

  private final Journal journal;

  private LibraryLog(Journal journal) {
    this.journal = journal;
  }

  /// Warns of each connection or call that a caller broke, stack trace and all; the caller is told
  /// already, and must not be able to fill the log. Held, since the platform forgets loggers.
  private static final Logger CALLERS_MISTAKES = Logger.getLogger("io.grpc.netty");

  /// Takes over the process's logging: warnings and worse go to the journal, the rest nowhere.
  public static void into(Journal journal) {
    LogManager.getLogManager().reset();
    // Told, Netty need not look for other logging libraries.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    CALLERS_MISTAKES.setLevel(Level.SEVERE);
    root.addHandler(new LibraryLog(journal));
  }

  @Override
  public void publish(LogRecord entry) {
    Throwable thrown = entry.getThrown();
    String cause = thrown == null ? "" : thrown.toString();
    journal.warning(
        "library",
        Map.of(
            "logger", String.valueOf(entry.getLoggerName()),
            "message", String.valueOf(entry.getMessage()),
            "cause", cause));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
