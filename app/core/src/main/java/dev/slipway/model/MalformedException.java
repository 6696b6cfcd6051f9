// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.io.Serial;

/// Bytes that are not what they should be.
public final class MalformedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean cutOff;

  /// @param cutOff whether bytes are missing, as in a file that was not wholly copied
  public MalformedException(String reason, boolean cutOff) {
    super(reason);
    this.cutOff = cutOff;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }

  public boolean cutOff() {
    return cutOff;
  }
}
