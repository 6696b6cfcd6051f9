// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/// Events as lines of text in the platform's logging.
final class PlatformJournal implements Journal {

  private final Logger logger;

  PlatformJournal(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void info(String event, Map<String, Object> fields) {
    logger.log(Level.DEBUG, () -> event + " " + fields);
  }

  @Override
  public void warning(String event, Map<String, Object> fields) {
    logger.log(Level.WARNING, () -> event + " " + fields);
  }
}
