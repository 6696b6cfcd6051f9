// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Words;
import java.util.List;

/// How thoroughly to measure.
public enum Tier {
  /// At least 10 s: a first look, never a verdict on p99 and beyond.
  QUICK,
  /// At least 60 s.
  STANDARD,
  /// At least 600 s.
  CERTIFY;

  /// The options of a command line that choose it; none for the default.
  public List<String> options() {
    return this == QUICK ? List.of() : List.of("--tier", Words.id(this));
  }
}
