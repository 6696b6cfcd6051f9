// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import java.io.Serial;

/// A mounted file that holds nothing usable. Its words name lines, never what stands there.
public final class UnusableSecretException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  UnusableSecretException(String why) {
    super(why, null, true, false);
  }

  /// The message, never null.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
