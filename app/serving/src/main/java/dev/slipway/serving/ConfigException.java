// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.Serial;

/// An option that cannot be used: which one, what it says, what is allowed.
public final class ConfigException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  public ConfigException(String option, String value, String allowed) {
    super("option %s is '%s'; allowed: %s".formatted(option, value, allowed));
  }

  /// The message, never null.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
