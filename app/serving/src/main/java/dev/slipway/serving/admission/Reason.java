// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.admission;

/// Why a request or a connection was not let in, or was ended.
public enum Reason {
  /// There is no memory for one more unfinished request.
  MEMORY("memory"),
  /// It came, or its answer was taken, slower than is allowed.
  SLOW("slow"),
  /// There are too many connections; the one that waits for longest goes.
  CONNECTIONS("connections");

  private final String label;

  Reason(String label) {
    this.label = label;
  }

  /// Its name in metrics.
  public String label() {
    return label;
  }
}
