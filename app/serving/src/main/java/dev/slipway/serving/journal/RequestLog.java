// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

/// Which requests get a line.
public enum RequestLog {
  NONE,
  ERRORS,
  ALL;

  /// Whether a request that ended with this HTTP status gets a line.
  public boolean wants(int status) {
    return this == ALL || (this == ERRORS && status >= 400);
  }
}
