// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

/// How much measuring stands behind the numbers.
public enum Tier {
  /// At least 10 s: a first look, never a verdict on p99 and beyond.
  QUICK,
  /// At least 60 s.
  STANDARD,
  /// At least 600 s.
  CERTIFY
}
