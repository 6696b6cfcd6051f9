// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import java.util.Map;

/// Takes events: a name such as `ready`, and fields that are texts, numbers or booleans.
public interface Journal extends AutoCloseable {

  void info(String event, Map<String, Object> fields);

  void warning(String event, Map<String, Object> fields);

  /// Writes out what is still held.
  @Override
  default void close() {}

  /// Into the platform's logging, for use inside another program.
  static Journal toPlatformLogging() {
    return new PlatformJournal(System.getLogger("dev.slipway.serving"));
  }
}
